import { describe, expect, it } from 'vitest'
import type { Steps } from '#core/batch.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import { scoreWeights } from '#core/estimators/score-weights.ts'
import { finiteGradient } from '#core/exact/finite-gradient.ts'
import { createFiniteModel } from '#core/exact/finite-model.ts'
import { createFinitePolicy } from '#core/exact/finite-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { allTrajectories, discountedReturn, type WeighedTrajectory } from '../exact/brute-force.ts'
import { oneHot, smallPolicy, windyPair } from '../exact/small-problems.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

type Estimator = RunConfig['estimator']

const horizon = 2
const gamma = 0.8
const problem = { model: createFiniteModel(windyPair), horizon, gamma }
const policy = createFinitePolicy(smallPolicy(loadSimdEngine(), 2, 3), oneHot(2))
const rng = createRng(3, 'parameters')
const parameters = Float64Array.from({ length: policy.parameterCount }, () => rng.normal())
const probabilities = policy.probabilities(parameters)
const trajectories = [...allTrajectories(windyPair, probabilities, horizon)]
const truth = finiteGradient(problem, policy, parameters)

/** Trajectories side by side, all steps t before any step t + 1. */
function batchOf(played: readonly WeighedTrajectory[]) {
  const rows = played.flatMap(({ steps }, k) => steps.map((step, t) => ({ ...step, k, t })))
  rows.sort((a, b) => a.t - b.t || a.k - b.k)
  const steps: Steps = {
    steps: rows.length,
    trajectories: played.length,
    rewards: Float64Array.from(rows, ({ reward }) => reward),
    trajectory: Int32Array.from(rows, ({ k }) => k),
    time: Int32Array.from(rows, ({ t }) => t),
  }
  return { steps, rows }
}

/** E[ĝ] over every pair of trajectories, after one earlier batch that happened to be the first two. */
function expectedEstimate(changes: Partial<Estimator>): Float64Array {
  const { estimator } = exampleConfig()
  const settings: Estimator = { ...estimator, gamma, discountStates: true, ...changes }
  const baseline = createBaseline(settings, 0)
  scoreWeights(batchOf(trajectories.slice(0, 2)).steps, settings, baseline)
  const before = structuredClone(baseline.save())
  const sums = new Float64Array(probabilities.length)
  for (const one of trajectories) {
    for (const other of trajectories) {
      const { steps, rows } = batchOf([one, other])
      baseline.restore(before)
      const { weights } = scoreWeights(steps, settings, baseline)
      const probability = one.probability * other.probability
      rows.forEach(
        ({ state, action }, row) => (sums[state * 3 + action]! += probability * weights[row]!),
      )
    }
  }
  return policy.scoreSum(parameters, sums)
}

const distance = (found: Float64Array) =>
  Math.hypot(...found.map((x, i) => x - truth[i]!)) / Math.hypot(...truth)

/** The same with what an earlier batch made of the optimal baseline; all in float64 but the baseline. */
function expectedOptimalEstimate(): Float64Array {
  const { estimator } = exampleConfig()
  const settings: Estimator = { ...estimator, gamma, weight: 'return', baseline: 'optimal' }
  const { components } = createBaseline(settings, truth.length)
  const scoreOf = ({ steps }: WeighedTrajectory) => {
    const counts = new Float64Array(probabilities.length)
    for (const { state, action } of steps) counts[state * 3 + action]! += 1
    return policy.scoreSum(parameters, counts)
  }
  const early = trajectories.slice(0, 5)
  const squares = (weight: (trajectory: WeighedTrajectory) => number) =>
    Float32Array.from(truth, (_, i) =>
      early.reduce((sum, one) => sum + weight(one) * scoreOf(one)[i]! ** 2, 0),
    )
  const earlier = squares((one) => discountedReturn(one, gamma))
  components!.observe({ plain: squares(() => 1), weighted: earlier }, 1)
  const known = new Float32Array(truth.length)
  components!.write(1, known)
  expect(Math.max(...known)).toBeGreaterThan(0.5)
  const sum = new Float64Array(truth.length)
  for (const one of trajectories) {
    const score = scoreOf(one)
    score.forEach(
      (s, i) => (sum[i]! += one.probability * (discountedReturn(one, gamma) - known[i]!) * s),
    )
  }
  return sum
}

describe('the expected estimate, over every batch of two trajectories there can be', () => {
  it.each<Partial<Estimator>>([
    { baseline: 'none', weight: 'return' },
    { baseline: 'none' },
    { baseline: 'mean', weight: 'return' },
    { baseline: 'mean' },
    { baseline: 'time-mean' },
    { baseline: 'leave-one-out', weight: 'return' },
    { baseline: 'leave-one-out' },
  ])('is the gradient with %o', (changes) => {
    expect(distance(expectedEstimate(changes))).toBeLessThan(1e-6)
  })

  it('is the gradient with the optimal baseline', () => {
    expect(distance(expectedOptimalEstimate())).toBeLessThan(1e-9)
  })

  it.each<Partial<Estimator>>([
    { discountStates: false },
    { average: 'steps' },
    { normalizeAdvantages: true },
  ])('is another where the form says so, with %o', (changes) => {
    expect(distance(expectedEstimate({ baseline: 'none', ...changes }))).toBeGreaterThan(0.01)
  })
})
