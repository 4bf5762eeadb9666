import { describe, expect, it } from 'vitest'
import { incompleteBeta, logGamma, normalCdf } from '#core/statistics/special-functions.ts'
import { criticalT, noncentralTCdf, twoSidedP } from '#core/statistics/student-t.ts'

/* Expected values by scipy 1.17.1: special.gammaln, special.betainc, stats.t, stats.nct, stats.norm. */

const expectRelative = (actual: number, expected: number, tolerance: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))

describe('special functions', () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1.5, -0.12078223763524526],
    [10, Math.log(362_880)],
    [123.4, 469.3360974421906],
  ])('log Γ(%d)', (x, expected) => expectRelative(logGamma(x), expected, 1e-13))

  it.each([
    [0.5, 0.5, 0.3, 0.36901011956554536],
    [2, 3, 0.5, 0.6875],
    [10, 0.5, 0.9, 0.15164090963470994],
    [50, 0.5, 0.99, 0.3173043978741973],
    [0.5, 100, 0.01, 0.843224134575559],
    [500, 500, 0.49, 0.2635756083565856],
  ])('I(%d, %d) at %d', (a, b, x, expected) =>
    expectRelative(incompleteBeta(x, a, b), expected, 1e-11),
  )

  it.each([
    [-3, 0.0013498980316300933],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
  ])('Φ(%d)', (x, expected) => expect(normalCdf(x)).toBeCloseTo(expected, 13))
})

describe('Student’s t', () => {
  it.each([
    // t = 1 of a Cauchy variable: half of it lies outside ±1.
    [1, 1, 0.5],
    [3.5, 4.7, 0.019129593500276435],
    [-10, 12, 3.5813236876723737e-7],
    [0.1, 3, 0.9266523488008059],
  ])('t = %d with %d degrees of freedom', (t, freedom, p) =>
    expectRelative(twoSidedP(t, freedom), p, 1e-11),
  )

  it.each([
    [0.05, 1, 12.706204736174705],
    [0.05, 9, 2.2621571627982053],
    [0.01, 17.5, 2.8880229797364647],
    [0.05, 1000, 1.9623390808264085],
  ])('is exceeded with probability %d at %d degrees of freedom', (alpha, freedom, t) =>
    expectRelative(criticalT(alpha, freedom), t, 1e-10),
  )

  it.each([
    [2, 10, 1.5, 0.6591540724421909],
    [2.1, 18, 3, 0.19004983629575606],
    [-1, 5, 0.5, 0.08244409105672337],
    [4.3, 2, 10, 0.007213630366136159],
    [0, 7, 1, 0.15865525393145707],
    [1.97, 300, 2.8, 0.20356134740684426],
  ])('noncentral: t = %d, ν = %d, δ = %d', (t, freedom, delta, expected) =>
    expect(noncentralTCdf(t, freedom, delta)).toBeCloseTo(expected, 10),
  )
})
