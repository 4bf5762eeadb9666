import { describe, expect, it } from 'vitest'
import type { Lab } from '#core/exact/lab.ts'
import { isWithinLimit, labEstimators, type LabEstimatorName } from '#shared/gradient-check.ts'
import { check, configuredLab, finiteLab, gaussianLab } from './labs.ts'
import { corridor } from './small-problems.ts'

const zero = (count: number) => new Float64Array(count)

const corridorAt = (p: number, gamma = 1) =>
  finiteLab({ model: corridor, look: 'constant', horizon: 1000, gamma }, () =>
    Float64Array.of(0, 0, 0, Math.log(p / (1 - p))),
  )

const tabular = { policy: { kind: 'softmax-linear', features: 'one-hot' } } as const
const gaussian = { policy: { kind: 'gaussian-linear', initialSigma: 0.8 } } as const

const labs: Record<string, () => Lab> = {
  'ShortCorridor-v0': () =>
    configuredLab(
      {
        environment: { id: 'ShortCorridor-v0' },
        policy: { kind: 'softmax-linear' },
        estimator: { gamma: 0.95 },
      },
      { kind: 'slider', value: 0.4 },
    ),
  'FrozenLake-v1, slippery': () =>
    configuredLab({ ...tabular, environment: { id: 'FrozenLake-v1' }, estimator: { gamma: 1 } }),
  'FrozenLake-v1 under a network': () =>
    configuredLab({
      environment: { id: 'FrozenLake-v1', parameters: { isSlippery: false } },
      policy: { kind: 'mlp', hiddenSizes: [6] },
      estimator: { gamma: 0.98 },
    }),
  'CliffWalking-v1': () =>
    configuredLab({
      ...tabular,
      environment: { id: 'CliffWalking-v1', parameters: { maxEpisodeSteps: 60 } },
      estimator: { gamma: 0.95 },
    }),
  'MultiArmedBandit-v0': () =>
    configuredLab(
      { environment: { id: 'MultiArmedBandit-v0' }, policy: { kind: 'softmax-linear' } },
      { kind: 'vector', parameters: Array.from({ length: 20 }, (_, i) => 0.1 * (i % 7)) },
    ),
  'GaussianBandit-v0': () =>
    configuredLab(
      { ...gaussian, environment: { id: 'GaussianBandit-v0' } },
      { kind: 'slider', value: 0.3 },
    ),
}

describe.each(Object.entries(labs))('in %s', (_, create) => {
  const found = check(create(), { batchSizes: [2] })
  const unbiased = found.estimates.filter(({ bias }) => bias === null)

  it('the gradient is that of central differences', () => {
    expect(found.differenceError).toBeLessThan(1e-8)
  })

  it.each(unbiased)('$estimator is unbiased', (estimate) => {
    expect(estimate.judgedComponents).toBeGreaterThan(1)
    expect(estimate.maxAbsZ).toBeLessThan(found.bonferroniLimit)
    expect(isWithinLimit(estimate, found)).toBe(true)
  })
})

it('has the known values of FrozenLake in the window’s own terms', () => {
  const { exact, parameters } = labs['FrozenLake-v1, slippery']!()
  expect(exact.objective(parameters)).toBeCloseTo(0.0139398, 7)
  expect(Math.hypot(...exact.gradient(parameters))).toBeCloseTo(0.006811577, 8)
  expect(exact.optimum).toBeCloseTo(0.74419, 6)
})

it('finds the best that the corridor’s policy can do', () => {
  const { sliderOptimum } = check(corridorAt(0.5), { trajectories: 100 })
  expect(sliderOptimum!.value).toBeCloseTo(2 - Math.SQRT2, 6)
  expect(sliderOptimum!.J).toBeCloseTo(-(6 + 4 * Math.SQRT2), 9)
})

it('shows the biased ones to be biased', () => {
  const biased = ['normalized-advantages', 'average-steps', 'discount-dropped'] as const
  const { estimates, bonferroniLimit } = check(corridorAt(0.2, 0.9), { estimators: biased })
  for (const { bias, maxAbsZ } of estimates) {
    expect(bias).toBeTypeOf('string')
    expect(maxAbsZ).toBeGreaterThan(bonferroniLimit)
  }
})

it('calls nothing biased that is not: with γ = 1 there is no γ^t to drop', () => {
  const { estimates } = check(corridorAt(0.5), {
    estimators: ['discount-dropped', 'reward-to-go'],
    trajectories: 100,
  })
  expect(estimates.map(({ bias }) => bias)).toEqual([null, null])
  expect(estimates[0]!.mean).toEqual(estimates[1]!.mean)
})

it('gives the same numbers again from the same seed, and others from another', () => {
  const settings = { trajectories: 200, batchSizes: [1, 5] }
  const first = check(corridorAt(0.5), settings)
  expect(check(corridorAt(0.5), settings)).toEqual(first)
  expect(check(corridorAt(0.5), { ...settings, seed: 2 })).not.toEqual(first)
})

it('leaves out what has no value at some K, and says so', () => {
  const { estimates, skipped } = check(corridorAt(0.5), { trajectories: 100, batchSizes: [1, 2] })
  expect(skipped).toMatchObject([{ estimator: 'reward-to-go-leave-one-out', K: 1 }])
  expect(estimates).toHaveLength(2 * labEstimators.length - 1)
})

describe('known values', () => {
  /** Mean over ten seeds and its standard error, of something said of each estimate. */
  function overSeeds(
    settings: Parameters<typeof check>[1] & { readonly lab: () => Lab },
    of: (estimate: ReturnType<typeof check>['estimates'][number]) => number,
  ) {
    const { lab, ...rest } = settings
    const seeds = Array.from({ length: 10 }, (_, seed) => check(lab(), { ...rest, seed }))
    return seeds[0]!.estimates.map(({ estimator, K }, i) => {
      const values = seeds.map(({ estimates }) => of(estimates[i]!))
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      return { estimator, K, mean, error: Math.sqrt(squares / 9 / 10) }
    })
  }
  /** Var ∂J/∂θ_i of one estimate. */
  const varianceOf =
    (i: number) =>
    ({ standardError, batches }: { standardError: readonly number[]; batches: number }) =>
      standardError[i]! ** 2 * batches

  it('per-trajectory variances of the corridor at p = ½ are 1923, 811, 718 and 269', () => {
    const estimators: LabEstimatorName[] = [
      'return',
      'return-mean',
      'reward-to-go',
      'reward-to-go-mean',
    ]
    // The published figures come from 200,000 trajectories and carry an error of their own, as large as ours.
    const lab = () => corridorAt(0.5)
    const found = overSeeds({ lab, estimators, trajectories: 20_000 }, varianceOf(3))
    const published = [1923, 811, 718, 269]
    found.forEach(({ mean, error }, i) =>
      expect(Math.abs(mean - published[i]!)).toBeLessThan(4 * Math.SQRT2 * error),
    )
  })

  it('variances of the Gaussian bandit at μ = 0, σ = 1 are 30, 18, 14 and 136, 96, 64', () => {
    const estimators: LabEstimatorName[] = ['return', 'return-mean', 'return-optimal']
    const lab = () => gaussianLab(zero)
    const published = { 1: [30, 18, 14], 2: [136, 96, 64] }
    for (const [i, variances] of Object.entries(published)) {
      const found = overSeeds({ lab, estimators, trajectories: 20_000 }, varianceOf(Number(i)))
      found.forEach(({ mean, error }, k) =>
        expect(Math.abs(mean - variances[k]!)).toBeLessThan(4 * error),
      )
    }
  })

  it('averaging over steps gives 0.296, 0.579 and 0.656 at p = 0.2 and K = 1, 5, 20, not 0.689', () => {
    const { estimates, expectedSteps, gradient } = check(corridorAt(0.2), {
      estimators: ['average-steps'],
      batchSizes: [1, 5, 20],
      trajectories: 100_000,
    })
    const published = [0.296, 0.579, 0.656]
    estimates.forEach(({ mean, standardError }, i) =>
      // The published figures are rounded to a thousandth.
      expect(Math.abs(mean[3]! - published[i]!)).toBeLessThan(4 * standardError[3]! + 0.0005),
    )
    expect(gradient[3]! / expectedSteps).toBeCloseTo(0.689, 3)
  })
})
