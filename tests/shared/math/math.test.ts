import { describe, expect, test } from 'vitest'
import { atan } from '#shared/math/arctangent.ts'
import { exactCos, exactExp, exactLog, exactSin } from '#shared/math/exact-functions.ts'
import { EXPONENTIAL_TABLE } from '#shared/math/exponential-table.ts'
import { exp, expm1, tanh } from '#shared/math/exponential.ts'
import { ceilLog2, decimalExponent, tenTo, twoTo } from '#shared/math/exponents.ts'
import { LOGARITHM_TABLE } from '#shared/math/logarithm-table.ts'
import { log, log1p } from '#shared/math/logarithm.ts'
import { pow, powersOf, wholePower } from '#shared/math/power.ts'
import { SINE_TABLE } from '#shared/math/sine-table.ts'
import { cos, sin } from '#shared/math/sine.ts'
import { createRng } from '#shared/rng.ts'
import { expTable, logTable, sineTable } from '../../../scripts/math-tables/tables.ts'

test('the tables are what scripts/make-math-tables.ts makes', () => {
  expect([...SINE_TABLE]).toEqual(sineTable())
  expect([...EXPONENTIAL_TABLE]).toEqual(expTable())
  expect([...LOGARITHM_TABLE]).toEqual(logTable())
})

describe('fast functions agree to the bit with integers', () => {
  const rng = createRng(1, 'math')
  const draws = (draw: () => number) => Array.from({ length: 3000 }, draw)
  const sign = () => (rng.uniform() < 0.5 ? 1 : -1)
  const power = (low: number, high: number) => exp((low + (high - low) * rng.uniform()) * Math.LN2)

  test.each<[string, (x: number) => number, (x: number) => number, number[]]>([
    ['sin', sin, exactSin, draws(() => sign() * power(-26, 12))],
    ['cos', cos, exactCos, draws(() => sign() * power(-26, 12))],
    ['sin near whole parts', sin, exactSin, draws(() => 0.0123 * rng.uniform())],
    ['exp', exp, exactExp, draws(() => 1454 * rng.uniform() - 745)],
    ['exp of small numbers', exp, exactExp, draws(() => sign() * power(-50, 1))],
    ['log', log, exactLog, draws(() => power(-1074, 1023))],
    ['log near 1', log, exactLog, draws(() => 1 + sign() * power(-52, -1))],
  ])('%s', (_, fast, exact, values) => {
    expect(values.map(fast)).toEqual(values.map(exact))
  })
})

test('at the borders of what is real, they are what Math has', () => {
  const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 800, -800, 5e-324, 1.7976931348623157e308]
  const pairs: [(x: number) => number, (x: number) => number][] = [
    [sin, Math.sin],
    [exp, Math.exp],
    [expm1, Math.expm1],
    [log, Math.log],
    [log1p, Math.log1p],
    [tanh, Math.tanh],
    [atan, Math.atan],
  ]
  for (const [own, other] of pairs) {
    for (const x of values) {
      const expected = other(x)
      const difference = own(x) === expected ? 0 : own(x) - expected
      if (Number.isNaN(expected)) expect([x, own(x)]).toEqual([x, NaN])
      else expect([x, difference]).toEqual([x, expect.closeTo(0, 12)])
    }
  }
  expect([NaN, Infinity, 0].map(cos)).toEqual([NaN, NaN, 1])
  expect([sin(-0), expm1(-0), log1p(-0), tanh(-0), atan(-0)]).toEqual([-0, -0, -0, -0, -0])
})

test('powers at the borders', () => {
  const found = (base: number, exponent: number) => pow(base, exponent)
  expect(found(0, 2)).toBe(0)
  expect(found(0, -1)).toBe(Infinity)
  expect(found(0, 0)).toBe(1)
  expect(found(Infinity, -1)).toBe(0)
  expect(found(10, 400)).toBe(Infinity)
  expect(found(10, -400)).toBe(0)
  expect(found(-8, 1 / 3)).toBeNaN()
  expect(found(10, 3)).toBe(1000)
  expect(found(2, 0.5)).toBe(Math.SQRT2)
  expect(found(1.0000000000000002, 1e15)).toBe(1.2486270715390861)
})

test('whole powers are exact where they fit', () => {
  expect([0, 1, 2, 10, 33].map((n) => wholePower(3, n))).toEqual([1, 3, 9, 59049, 5559060566555523])
  expect(wholePower(-2, 3)).toBe(-8)
  expect(wholePower(10, 400)).toBe(Infinity)
  expect(wholePower(0.9, 1e6)).toBe(0)
  expect(wholePower(0, 0)).toBe(1)
  expect([wholePower(2, -1), wholePower(2, 0.5), wholePower(2, NaN)]).toEqual([NaN, NaN, NaN])
  const discount = powersOf(0.5)
  expect([discount(3), discount(0), discount(3)]).toEqual([0.125, 1, 0.125])
})

test('exponents', () => {
  expect([1, 1.1, 2, 3, 4, 0.5, 0.6, 5e-324].map(ceilLog2)).toEqual([0, 1, 1, 2, 2, -1, 0, -1074])
  expect([twoTo(10), twoTo(-3), twoTo(2000), twoTo(-1074)]).toEqual([1024, 0.125, Infinity, 5e-324])
  expect([1, 999.9, 1000, 0.05, -2e-9].map(decimalExponent)).toEqual([0, 2, 3, -2, -9])
  expect([tenTo(3), tenTo(-2)]).toEqual([1000, 0.01])
})
