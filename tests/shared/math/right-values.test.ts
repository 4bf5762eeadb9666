import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { atan } from '#shared/math/arctangent.ts'
import * as exact from '#shared/math/exact-functions.ts'
import { exp, expm1, tanh } from '#shared/math/exponential.ts'
import { log, log1p } from '#shared/math/logarithm.ts'
import { pow, wholePower } from '#shared/math/power.ts'
import { cos, sin, sinCos } from '#shared/math/sine.ts'
import { inProject } from '../../../scripts/project.ts'

/* The values are made by tests/fixtures/math/make.py from mpmath; their arguments include hard ones. */

const rows = JSON.parse(
  readFileSync(inProject('tests/fixtures/math/right-values.json'), 'utf8'),
) as Record<string, string[][]>

const double = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE()
const ordinal = (x: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(Math.abs(x))
  return bytes.readBigInt64BE() * (x < 0 ? -1n : 1n)
}
/** How many doubles lie between them. */
const apart = (x: number, y: number) => Math.abs(Number(ordinal(x) - ordinal(y)))

const pair = new Float64Array(2)
const sinOfPair = (x: number) => (sinCos(x, pair), pair[0]!)
const cosOfPair = (x: number) => (sinCos(x, pair), pair[1]!)

type RealFunction = (...values: number[]) => number

const exactly: [string, string, (x: number, y: number) => number][] = [
  ['sin', 'sin', sin],
  ['cos', 'cos', cos],
  ['sinCos, sine', 'sin', sinOfPair],
  ['sinCos, cosine', 'cos', cosOfPair],
  ['exp', 'exp', exp],
  ['log', 'log', log],
  ['pow', 'pow', pow],
  ['exactSin', 'sin', exact.exactSin],
  ['exactCos', 'cos', exact.exactCos],
  ['exactExp', 'exp', exact.exactExp],
  ['exactLog', 'log', exact.exactLog],
]

test.each(exactly)('%s is correctly rounded', (label, name, f) => {
  for (const row of rows[name]!) {
    const [value, ...given] = row.map(double).reverse()
    // Those that work with integers are not asked for what is tiny.
    if (name !== 'pow' && label.startsWith('exact') && Math.abs(given[0]!) < 1e-200) continue
    expect([given, (f as RealFunction)(...given.reverse())]).toEqual([given, value])
  }
})

test.each<[string, number, (x: number, y: number) => number]>([
  ['expm1', 1, expm1],
  ['log1p', 1, log1p],
  ['tanh', 2, tanh],
  ['atan', 2, atan],
  ['wholePower', 1, wholePower],
])('%s is within %i units of the last place', (name, most, f) => {
  let wrong = 0
  for (const row of rows[name]!) {
    const [value, ...given] = row.map(double).reverse()
    const found = (f as RealFunction)(...given.reverse())
    expect(apart(found, value!)).toBeLessThanOrEqual(most)
    if (found !== value) wrong += 1
  }
  // Of the drawn ones nearly all are right; the chosen hard ones may fall on either side.
  if (most === 1) expect(wrong / rows[name]!.length).toBeLessThan(0.25)
})
