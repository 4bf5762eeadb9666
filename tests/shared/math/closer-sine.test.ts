import { expect, test } from 'vitest'
import { closerCos, closerSin, sineOf } from '#shared/math/closer-sine.ts'
import { exactCos, exactSin, sineSeries } from '#shared/math/exact-functions.ts'
import { atScale, partsOf, piAt } from '#shared/math/fixed-point.ts'
import { createRng } from '#shared/rng.ts'

const BITS = 300

/** A double in units of 2^−BITS. */
function whole(x: number): bigint {
  const { integer, exponent } = partsOf(x)
  return atScale(integer, exponent, BITS)
}

const rng = createRng(1, 'closer sine')
const signed = () => 2 * rng.uniform() - 1
/** Numbers of all sizes within ±π/512, each with a tail below its last bit. */
const rests = Array.from({ length: 4096 }, (_, i) => {
  const r = ((signed() * Math.PI) / 512) * 2 ** (-15 * rng.uniform() * (i % 2))
  return [r, signed() * 2 ** -54 * r] as const
})

test('the sine has a relative error below 2⁻⁷⁷ at every place of the table', () => {
  for (const [i, [r, tail]] of rests.entries()) {
    const k = i % 512
    const [high, low] = sineOf(k, [r, tail])
    const angle = ((BigInt(k) * piAt(BITS)) >> 8n) + whole(r) + whole(tail)
    const right = sineSeries(angle, 1, BITS)
    const error = Math.abs(Number(whole(high) + whole(low) - right) / Number(right))
    expect([k, r, error < 2 ** -77]).toEqual([k, r, true])
  }
})

test('what is rounded from it is what integers round', () => {
  for (const [x] of rests.slice(0, 1000)) {
    expect([x, closerSin(x, 0, x, 0)]).toEqual([x, exactSin(x)])
    expect([x, closerCos(x, 0, x, 0)]).toEqual([x, exactCos(x)])
  }
})
