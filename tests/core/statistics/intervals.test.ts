import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { bootstrapOne } from '#core/statistics/bootstrap.ts'
import { interquartileMeanInterval, meanInterval } from '#core/statistics/location-intervals.ts'
import { interquartileMean } from '#core/statistics/location.ts'
import { pairedTTest, signFlipTest } from '#core/statistics/paired-tests.ts'
import { permutationTest } from '#core/statistics/permutation-test.ts'
import { newcombeInterval } from '#core/statistics/probability-of-improvement.ts'
import { proportionInterval } from '#core/statistics/proportion-interval.ts'
import { measureImprovement, measureLocation } from '../../../scripts/coverage/measure.ts'
import { populations } from '../../../scripts/coverage/populations.ts'
import { intervalCoverage } from '#shared/interval-coverage.ts'
import { A, B } from './scores.ts'

const rng = () => createRng(1, 'intervals')
const expectInterval = (found: { lower: number; upper: number } | null, expected: number[]) => {
  expect(found!.lower).toBeCloseTo(expected[0]!, 8)
  expect(found!.upper).toBeCloseTo(expected[1]!, 8)
}
const nowhere = { lower: Infinity, upper: -Infinity }

/** Bounds by numpy 2.4.6 and scipy 1.17.1, roots of the formulas by scipy.optimize.brentq. */
describe('the interval of a mean', () => {
  it.each([
    ['ten skewed scores', A, [338.7135857962283, 505.4402671148715]],
    ['ten symmetric ones', B, [295.90578269923367, 412.05666303676486]],
    ['five', A.slice(0, 5), [198.99167971796115, 560.1334248700176]],
    ['three', A.slice(0, 3), [280.28969638267347, 584.9752638729992]],
  ])('of %s reaches as far as Student’s t and Hall’s', (_, scores, expected) => {
    expectInterval(meanInterval(scores), expected)
  })

  it('turns round with the scores', () => {
    const { lower, upper } = meanInterval(A)!
    expectInterval(meanInterval(A.map((score) => -score)), [-upper, -lower])
  })

  it('is none of fewer than three scores, of equal ones, and beyond what numbers hold', () => {
    expect(meanInterval([1, 2])).toBeNull()
    expect(meanInterval([5, 5, 5, 5])).toBeNull()
    expect(meanInterval([1e300, -1e300, 1e300])).toBeNull()
  })
})

describe('the interval of an interquartile mean', () => {
  it.each([
    [A, [418.85235099537374, 527.7143156712929]],
    [B, [299.9096093823703, 435.1570572842963]],
    [A.slice(0, 5), [319.56908967572804, 598.2975769909388]],
    [A.slice(0, 3), [348.62473612700086, 584.9752638729992]],
  ])('is Tukey and McLaughlin’s t: %j', (scores, expected) => {
    expectInterval(interquartileMeanInterval(scores, nowhere), expected)
  })

  it('is never narrower than the percentile bootstrap', () => {
    const percentile = bootstrapOne(A, interquartileMean, { rng: rng() })
    const { lower, upper } = interquartileMeanInterval(A, percentile)!
    expect(lower).toBe(Math.min(percentile.lower, 418.85235099537374))
    expect(upper).toBeCloseTo(527.7143156712929, 8)
  })

  it('of scores at a ceiling is not a point: two of ten that failed might have been three', () => {
    const scores = [500, 500, 500, 500, 500, 500, 500, 500, 120, 80]
    expect(interquartileMeanInterval(scores, nowhere)).toBeNull()
    const percentile = bootstrapOne(scores, interquartileMean, { rng: rng() })
    expect(interquartileMeanInterval(scores, percentile)!.lower).toBeLessThan(450)
  })

  it('of up to five scores looks at all resamples, so that no draw decides', () => {
    // All 3,125 by Python’s itertools.
    const five = A.slice(0, 5)
    const found = bootstrapOne(five, interquartileMean, { rng: rng() })
    expectInterval(found, [291.90000000000003, 496.0333333333333])
    const others = { rng: createRng(99, 'others') }
    expect(bootstrapOne(five, interquartileMean, others)).toEqual(found)
    expectInterval(bootstrapOne(A.slice(0, 3), interquartileMean, others), [412.3, 500])
  })
})

describe('Newcombe’s interval of the probability of improvement', () => {
  it.each([
    [1, 5, 5, [0.6427028239310467, 1]],
    [0, 5, 5, [0, 1 - 0.6427028239310467]],
    [0.83, 10, 10, [0.5741247585142272, 0.9414310719814933]],
    [0.5, 10, 10, [0.27351558818989397, 0.726484411810106]],
    [0.8, 5, 10, [0.48023452699385544, 0.939958009230272]],
  ])('solves its equation for θ = %d, n = %d, m = %d', (theta, n, m, expected) => {
    expectInterval(newcombeInterval(theta, n, m), expected)
  })
})

it('Wilson’s interval of a share keeps its width at 0 and 1', () => {
  // scipy.stats.binomtest(5, 5).proportion_ci(method='wilson')
  expectInterval(proportionInterval(5, 5), [0.5655175352168252, 1])
  expectInterval(proportionInterval(0, 5), [0, 1 - 0.5655175352168252])
})

describe('tests of pairs', () => {
  const differences = A.map((score, i) => score - B[i]!)

  it('are scipy.stats.ttest_rel and permutation_test of samples', () => {
    const test = pairedTTest(differences)!
    expect(test.t).toBeCloseTo(4.837008043330092, 10)
    expect(test.freedom).toBe(9)
    expect(test.p).toBeCloseTo(0.0009248573643581926, 12)
    expectInterval(test.interval, [44.326540477339954, 122.21345952266003])
    expect(signFlipTest(differences, rng())).toEqual({
      ...{ p: 2 / 1024, leastP: 2 / 1024, deals: 1024, isExact: true },
    })
  })

  it('draws signs where there are too many, and never says that chance is impossible', () => {
    const many = Array.from({ length: 30 }, (_, i) => i + 1)
    expect(signFlipTest(many, rng())).toMatchObject({ isExact: false, p: 1 / 20_001 })
  })

  it('say nothing of differences that are all equal', () => {
    expect(pairedTTest([3, 3, 3])).toBeNull()
    expect(signFlipTest([0, 0, 0], rng()).p).toBe(1)
  })
})

it('a permutation test tells the smallest p that its scores allow', () => {
  expect(permutationTest([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], rng())).toMatchObject({
    ...{ p: 2 / 252, leastP: 2 / 252 },
  })
  expect(permutationTest([1, 2, 3], [6, 4, 5], rng()).leastP).toBe(2 / 20)
  // Of 1 against 3 runs one deal is the furthest, and with ties more are.
  expect(permutationTest([9], [1, 2, 3], rng()).leastP).toBe(1 / 4)
  expect(permutationTest([9, 9, 9], [9, 9, 1], rng()).leastP).toBe(1)
})

describe('coverage', () => {
  const simulations = 400
  const [normal, , skewed] = populations
  const offered = (found: readonly { method: string; coverage: number }[]) =>
    found.find(({ method }) => method === 'small-sample')!.coverage
  const only = ['small-sample']
  const told = (statistic: 'mean' | 'interquartileMean', n: number) =>
    intervalCoverage['small-sample'][statistic].find((each) => each.n === n)!

  // Four standard errors of 400 simulations and of the 2,000 of the table are 5 points.
  it.each(['mean', 'interquartileMean'] as const)(
    'of the %s for normal scores is what the table says',
    (statistic) => {
      const found = offered(measureLocation(statistic, normal!, 10, simulations, only))
      expect(Math.abs(found - told(statistic, 10).normal)).toBeLessThan(0.05)
    },
  )

  it('of the mean for skewed scores is far above that of the percentile bootstrap', () => {
    const found = measureLocation('mean', skewed!, 10, simulations, ['small-sample', 'rliable'])
    const [own, rliable] = found.map(({ coverage }) => coverage)
    expect(own! - rliable!).toBeGreaterThan(0.05)
  })

  it('of the probability of improvement is near 95 % where groups are far apart', () => {
    const [own, rliable] = measureImprovement(normal!, 2, 5, simulations)
    expect(own!.coverage).toBeGreaterThan(0.91)
    expect(rliable!.coverage).toBeLessThan(0.75)
  })
})
