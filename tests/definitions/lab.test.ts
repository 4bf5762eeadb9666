import { describe, expect, it } from 'vitest'
import { labEstimators, type GradientCheck, type GradientEstimate } from '#shared/gradient-check.ts'
import {
  componentDefinitions,
  estimateDefinitions,
  exactDefinitions,
} from '#renderer/lab/definitions.ts'
import { componentRows } from '#renderer/lab/estimate-lines.ts'
import { allTrajectories } from '../core/exact/brute-force.ts'
import { check } from '../core/exact/labs.ts'
import {
  bruteForce,
  caseOf,
  cases,
  fork,
  knownOf,
  played,
  SEED,
  TRAJECTORIES,
  type Case,
} from './lab-cases.ts'
import { estimate, type Trajectory } from './lab-estimators.ts'
import { cosineOf, dot, length, mean, range, sum } from './tabular-problem.ts'

/* Every number of the exact lab is computed anew, from all trajectories or from those that were played. */

type Numbered = readonly (readonly [found: number | null, expected: number | null])[]

/** The largest J for a second action of probability p in every state, to the grid and then between its points. */
function bestOnSlider({ lab, problem }: Case): number | null {
  if (problem.actions.length > 2) return null
  const at = (p: number) =>
    problem.objective(lab.parameters.map((_, i) => (i === 3 ? Math.log(p / (1 - p)) : 0)))
  let [best, step] = [0.5, 0.1]
  for (; step > 1e-9; step /= 2) {
    const near = [best - step, best, best + step].map((p) => Math.min(0.99, Math.max(0.01, p)))
    best = near.reduce((a, b) => (at(b) > at(a) ? b : a))
  }
  return at(best)
}

const exact: Record<
  keyof typeof exactDefinitions,
  (found: GradientCheck, given: Case, all: ReturnType<typeof bruteForce>) => Numbered
> = {
  J: (found, _, { J }) => [[found.J, J]],
  gradientNorm: (found, _, { gradient }) => [
    [found.gradientNorm, length(gradient)],
    ...found.gradient.map((g, i) => [g, gradient[i]!] as const),
  ],
  optimum: (found, { model, problem }) => [
    [found.optimum, dot(model.initialProbabilities, problem.values(null).V[0]!)],
  ],
  sliderOptimum: (found, given) => [[found.sliderOptimum?.J ?? null, bestOnSlider(given)]],
  expectedSteps: (found, _, { steps }) => [[found.expectedSteps, steps]],
  horizon: (found, { problem }) => [[found.horizon, problem.horizon]],
  differenceError(found, { lab: { parameters }, problem }) {
    const h = 1e-5
    const J = (i: number, by: number) =>
      problem.objective(parameters.map((x, j) => (j === i ? x + by : x)))
    const errors = found.gradient.map((g, i) => Math.abs(g - (J(i, h) - J(i, -h)) / (2 * h)))
    return [[found.differenceError, Math.max(...errors) / (1 + length(found.gradient))]]
  },
  parameters: (found, { lab }) => [[found.parameters.length, lab.policy.parameters.length]],
}

interface Estimated {
  readonly found: GradientEstimate
  readonly check: GradientCheck
  /** ĝ of every batch. */
  readonly estimates: readonly (readonly number[])[]
  /** What is estimated, and what it goes to. */
  readonly truth: readonly number[]
  /** Of one trajectory. */
  readonly scoreEvents: ArrayLike<number>
}

const columns = ({ estimates, truth }: Estimated) =>
  truth.map((_, i) => estimates.map((estimate) => estimate[i]!))
function variance(values: readonly number[]): number {
  const center = mean(values)
  return sum(values.map((value) => (value - center) ** 2)) / (values.length - 1)
}
const means = (given: Estimated) => columns(given).map(mean)
const errors = (given: Estimated) =>
  columns(given).map((values) => Math.sqrt(variance(values) / values.length))
const trace = (given: Estimated) => sum(columns(given).map(variance))
function zs(given: Estimated): number[] {
  const standardErrors = errors(given)
  return means(given).map((value, i) => (value - given.truth[i]!) / standardErrors[i]!)
}

/**
 * The components that rest on 50 events or more, as far as the kurtosis of one trajectory’s estimates tells and as many
 * as have something to say of θ.
 */
function judged({ found: { K }, estimates, truth, scoreEvents }: Estimated): number[] {
  const n = estimates.length
  return range(truth.length).filter((i) => {
    const gaps = estimates.map((estimate) => estimate[i]! - truth[i]!)
    const squares = sum(gaps.map((gap) => gap ** 2))
    const kurtosis = 3 + K * ((n * sum(gaps.map((gap) => gap ** 4))) / squares ** 2 - 3)
    return Math.min((K * n) / Math.max(1, kurtosis), K * n * scoreEvents[i]!) >= 50
  })
}

function noiseToSignal(given: Estimated): number | null {
  const { found, truth, estimates } = given
  const toward = length(means(given)) ** 2 - trace(given) / estimates.length
  const signal = found.bias === null ? length(truth) ** 2 : toward
  return signal > 0 ? trace(given) / signal : null
}

const estimated: Record<
  Exclude<keyof typeof estimateDefinitions, 'estimator' | 'bias'>,
  (given: Estimated) => Numbered
> = {
  traceCovariance: (given) => [[given.found.traceCovariance, trace(given)]],
  noiseToSignal: (given) => [[given.found.noiseToSignal, noiseToSignal(given)]],
  suggestedK(given) {
    const ratio = noiseToSignal(given)
    const { K, suggestedK } = given.found
    return [[suggestedK, ratio === null ? null : Math.ceil(K * ratio)]]
  },
  cosine: (given) => [[given.found.cosine, cosineOf(means(given), given.truth)]],
  estimateCosine(given) {
    // What is a millionth of the truth is rounding, which points anywhere.
    const known = given.estimates.filter((each) => length(each) > 1e-6 * length(given.truth))
    const all = known.flatMap((each) => cosineOf(each, given.truth) ?? [])
    return [[given.found.estimateCosine, all.length > 0 ? mean(all) : null]]
  },
  biasNorm: (given) => [
    [given.found.biasNorm, length(means(given).map((value, i) => value - given.truth[i]!))],
    [given.found.chanceNorm, length(errors(given))],
  ],
  maxAbsZ(given) {
    const counted = judged(given)
    const all = zs(given)
    const largest = Math.max(0, ...counted.map((i) => Math.abs(all[i]!)))
    return [
      [given.found.maxAbsZ, largest],
      [given.found.judgedComponents, counted.length],
    ]
  },
}

const components: Record<keyof typeof componentDefinitions, (given: Estimated) => Numbered> = {
  exact: (given) =>
    componentRows(given.check, given.found).map((row) => [row.exact, given.truth[row.index]!]),
  mean(given) {
    const [center, error] = [means(given), errors(given)]
    return componentRows(given.check, given.found).flatMap((row) => [
      [row.mean, center[row.index]!],
      [row.standardError, error[row.index]!],
    ])
  },
  z(given) {
    const all = zs(given)
    return componentRows(given.check, given.found).map(({ z, index }) => [
      z,
      Number.isFinite(all[index]) ? all[index]! : null,
    ])
  },
}

function expectNear(numbers: Numbered, tolerance: number, name: string): void {
  for (const [found, expected] of numbers) {
    if (found === null || expected === null) expect(found, name).toBe(expected)
    else {
      const error = Math.abs(found - expected)
      expect(error, name).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
    }
  }
}

describe.each(Object.entries(cases))('in %s', (_, given) => {
  const found = check(given.lab, { seed: SEED, trajectories: TRAJECTORIES, batchSizes: [1, 4] })
  const all = bruteForce(given)
  const known = knownOf(given)
  const truth = given.problem.gradient(given.lab.parameters)
  const { scoreEvents } = given.lab.exact.values(given.lab.parameters)

  it.each(Object.entries(exact))('%s', (key, compute) =>
    expectNear(compute(found, given, all), 1e-9, key),
  )

  describe.each([1, 4])('from K = %d', (K) => {
    const batches = played(given, SEED, 64, K)
    const seen = range(TRAJECTORIES / K).map(() => batches.next().value as Trajectory[])
    const of = found.estimates
      .filter((each) => each.K === K)
      .map((each): Estimated => ({
        found: each,
        check: found,
        estimates: seen.map((batch) => estimate(each.estimator, batch, known)),
        scoreEvents,
        truth: Array.from(truth, (g) => (each.isPerStep ? g / all.steps : g)),
      }))

    it('there is every estimator but those that need other trajectories', () => {
      expect(of).toHaveLength(labEstimators.length - Number(K === 1))
    })

    it.each(Object.entries({ ...estimated, ...components }))('%s', (key, compute) => {
      // Estimates are made in float32.
      for (const each of of) expectNear(compute(each), 1e-4, `${key} of ${each.found.estimator}`)
    })
  })
})

it('bias: whether E[ĝ] is what is estimated, over all pairs of trajectories', () => {
  const given = caseOf(fork, 'one-hot', 3, 0.9)
  const { lab, model, problem } = given
  const known = knownOf(given)
  const { steps, gradient } = bruteForce(given)
  const policy = problem.states.flatMap((s) => problem.policy(lab.parameters, s))
  const all = [...allTrajectories(model, policy, 3)]
  const { estimates } = check(lab, { trajectories: 100, batchSizes: [2] })
  expect(estimates).toHaveLength(labEstimators.length)
  for (const { estimator, bias, isPerStep } of estimates) {
    const expected = gradient.map(() => 0)
    for (const a of all) {
      for (const b of all) {
        const probability = a.probability * b.probability
        const each = estimate(estimator, [a.steps, b.steps], known)
        each.forEach((g, i) => (expected[i]! += probability * g))
      }
    }
    const truth = gradient.map((g) => (isPerStep ? g / steps : g))
    const distance = length(expected.map((g, i) => g - truth[i]!)) / length(truth)
    if (bias === null) expect(distance, estimator).toBeLessThan(1e-9)
    else expect(distance, estimator).toBeGreaterThan(1e-3)
  }
})
