import { describe, expect, it } from 'vitest'
import { createBatch, type Batch } from '#core/batch.ts'
import type { Engine } from '#core/engines/engine.ts'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import { batchGradient } from '#core/estimators/batch-gradient.ts'
import { gradientSumsIn, gradientSumsLength } from '#core/estimators/gradient-sums.ts'
import { createRowArrays, type GradientTask } from '#core/estimators/row-arrays.ts'
import { type Policy } from '#core/policies/policy.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { gradientOf, LENGTHS, played } from './played.ts'

const engines: Record<string, Engine> = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }
const policies: Record<string, RunConfigInput['policy']> = {
  'a network': { kind: 'mlp', hiddenSizes: [9] },
  'raw features, whose parameters are tied': { kind: 'softmax-linear', features: 'raw' },
}

/** What one pass over a batch adds up. */
function compute(
  policy: Policy,
  engine: Engine,
  batch: Batch,
  task: GradientTask,
  estimator: Pick<RunConfig['estimator'], 'baseline' | 'entropyCoefficient'>,
) {
  const count = policy.parameters.length
  const array = new Float32Array(gradientSumsLength(estimator, count)).fill(NaN)
  const sums = gradientSumsIn(array, estimator, count)
  const rows = createRowArrays(engine)(task)
  const running = batchGradient(policy, batch, rows, groupByTrajectory(batch), sums)
  for (;;) {
    const next = running.next()
    if (next.done) return { ...sums, ...next.value }
  }
}

const expectClose = (found: Float32Array, expected: ArrayLike<number>) => {
  const largest = Math.max(...Array.from(expected, Math.abs))
  found.forEach((x, i) => expect(Math.abs(x - expected[i]!)).toBeLessThan(1e-4 * largest))
}

describe.each(Object.entries(engines))('on %s', (_, engine) => {
  describe.each(Object.entries(policies))('of %s', (_, policyConfig) => {
    const policy = createPolicy(
      exampleConfig({ policy: policyConfig }),
      engine,
      createRng(1, 'initial-parameters'),
    )
    policy.parameters.forEach((x, i) => (policy.parameters[i] = x + 0.1 * (i % 3)))
    policy.parametersChanged()
    const { batch } = played(policy)

    it('the optimal baseline judges each component of each trajectory’s score by itself', () => {
      const weightOf = (k: number) => 0.5 + k
      const weights = Float32Array.from(batch.trajectory, weightOf)
      const componentBaseline = policy.parameters.map((_, i) => Math.sin(i))
      const found = compute(
        policy,
        engine,
        batch,
        { weights, entropyWeight: 0, componentBaseline },
        { baseline: 'optimal', entropyCoefficient: 0 },
      )
      const ones = new Float32Array(batch.steps).fill(1)
      const scores = LENGTHS.map((_, k) => gradientOf(policy, batch, ones, k))
      const gradients = scores.map((score, k) =>
        score.map((s, i) => (weightOf(k) - componentBaseline[i]!) * s),
      )
      const sum = (of: (score: Float32Array, k: number) => (i: number) => number) =>
        policy.parameters.map((_, i) => scores.reduce((x, score, k) => x + of(score, k)(i), 0))
      expectClose(
        found.score,
        sum((_, k) => (i) => gradients[k]![i]!),
      )
      expectClose(
        found.squares!.plain,
        sum((score) => (i) => score[i]! ** 2),
      )
      expectClose(
        found.squares!.weighted,
        sum((score, k) => (i) => weightOf(k) * score[i]! ** 2),
      )
      const squares = gradients.flatMap((g) => [...g]).reduce((total, g) => total + g * g, 0)
      expect(found.squaredSum / squares).toBeCloseTo(1, 4)
      expect(found.entropy).toBeNull()
    })

    it('the entropy bonus points where the entropy of all rows grows, beside the score', () => {
      const { weights } = played(policy)
      const task = { weights, entropyWeight: 0.25, componentBaseline: null }
      const bonus = { baseline: 'none', entropyCoefficient: 1 } as const
      const narrow = { ...policy, network: { ...policy.network, rowsPerCall: 10 } }
      const found = compute(narrow, engine, batch, task, bonus)
      expectClose(found.score, gradientOf(policy, batch, weights, null))

      const entropyAt = (move: number, i: number) => {
        const before = policy.parameters[i]!
        policy.parameters[i] = before + move
        policy.parametersChanged()
        const { entropySum } = compute(policy, engine, batch, task, bonus)
        policy.parameters[i] = before
        policy.parametersChanged()
        return entropySum
      }
      const slopes = policy.parameters.map(
        (_, i) => (0.25 * (entropyAt(0.02, i) - entropyAt(-0.02, i))) / 0.04,
      )
      const largest = Math.max(...slopes.map(Math.abs))
      expect(largest).toBeGreaterThan(0.01)
      slopes.forEach((slope, i) =>
        expect(Math.abs(found.entropy![i]! - slope)).toBeLessThan(0.01 * largest),
      )
    })
  })
})

it('the optimal baseline of the Gaussian bandit at μ = 0, σ = 1 is −4 for μ and −6 for log σ', () => {
  const engine = loadSimdEngine()
  const config = exampleConfig({
    environment: { id: 'Pendulum-v1' },
    policy: { kind: 'gaussian-linear', sigma: 'learned', initialSigma: 1 },
    estimator: { baseline: 'optimal', weight: 'return' },
  })
  const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
  const count = 40_000
  const rng = createRng(1, 'actions')
  const actions = Float32Array.from({ length: count }, () => rng.normal())
  const batch: Batch = {
    ...createBatch(),
    steps: count,
    trajectories: count,
    rewards: new Float64Array(count),
    trajectory: Int32Array.from({ length: count }, (_, i) => i),
    time: new Int32Array(count),
    observations: engine.allocate(count * policy.network.shape.inputSize),
    actions,
  }
  const weights = actions.map((a) => -((a - 1) ** 2) / count)
  const components = policy.parameters.length
  const baseline = createBaseline(config.estimator, components)
  const componentBaseline = new Float32Array(components)
  const task = { weights, entropyWeight: 0, componentBaseline }
  const { squares } = compute(policy, engine, batch, task, config.estimator)
  baseline.components!.observe(squares!, count)
  const found = new Float32Array(components)
  baseline.components!.write(1, found)
  // Weights of the observation, then the mean’s bias, then log σ.
  expect(found.at(-2)! / -4).toBeCloseTo(1, 1)
  expect(found.at(-1)! / -6).toBeCloseTo(1, 1)
})
