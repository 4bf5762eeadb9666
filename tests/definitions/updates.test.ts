import { describe, expect, it } from 'vitest'
import type { Engine } from '#core/engines/engine.ts'
import { updateMetrics, type UpdateMetric } from '#shared/metrics.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { loadTestEngine } from '../core/tfjs.ts'
import { recompute, squaredLength } from './gradients.ts'
import { updateDefinitions } from './update-definitions.ts'
import { watchRun } from './watched-run.ts'

/* Every number of an update is computed anew in float64, from its trajectories, as its definition says. */

const engines: Record<string, Engine> = {
  simd: loadSimdEngine(),
  'simd-relaxed': loadSimdEngine('relaxed'),
  tfjs: await loadTestEngine(),
}

const wide: RunConfigInput['policy'] & { kind: 'mlp' } = { kind: 'mlp', hiddenSizes: [16, 9] }
const pendulum = { id: 'Pendulum-v1', parameters: { maxEpisodeSteps: 30 } } as const

const runs: Record<string, Partial<RunConfigInput>> = {
  'rewards-to-go, normalised, with an entropy bonus and a schedule': {
    policy: wide,
    estimator: { normalizeAdvantages: true, entropyCoefficient: 0.02, discountStates: true },
    optimizer: { kind: 'adam', learningRate: 0.01, schedule: 'cosine' },
  },
  'whole returns with the optimal baseline': {
    estimator: { weight: 'return', baseline: 'optimal', gamma: 1 },
    batch: { episodes: 6 },
  },
  'fixed steps averaged over steps, with a mean for every step': {
    estimator: { baseline: 'time-mean', average: 'steps', gamma: 0.95 },
    batch: { environmentSteps: 256, environments: 8 },
  },
  'leave-one-out on raw features': {
    policy: { kind: 'softmax-linear', features: 'raw' },
    estimator: { baseline: 'leave-one-out', weight: 'return' },
  },
  'a table on a lake, where few trajectories are rewarded': {
    environment: { id: 'FrozenLake-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
    estimator: { baseline: 'none', gamma: 1 },
    optimizer: { kind: 'sgd', learningRate: 1 },
    batch: { episodes: 50 },
    budget: { updates: 20 },
  },
  'PPO with values, GAE and a target KL': {
    policy: wide,
    estimator: { baseline: 'value', gaeLambda: 0.9, truncation: 'bootstrap' },
    optimizer: { kind: 'ppo', epochs: 3, minibatchSteps: 128, learningRate: 0.05, targetKl: 5 },
    batch: { environmentSteps: 128, environments: 4 },
  },
  TRPO: { optimizer: { kind: 'trpo' }, batch: { episodes: 10 } },
  'a Gaussian network with a learned σ and values': {
    environment: pendulum,
    policy: { ...wide, initialSigma: 1.5 },
    estimator: { baseline: 'value', normalizeAdvantages: true, entropyCoefficient: 0.01 },
    batch: { episodes: 5 },
  },
  'TRPO with a Gaussian policy': {
    environment: pendulum,
    policy: wide,
    optimizer: { kind: 'trpo', maxKl: 0.05 },
    estimator: { baseline: 'mean', weight: 'return' },
  },
}

/** Float32 numbers are compared with what they are made of: relative to the number itself. */
const RELATIVE = 1e-5
/** How many values other than 0 were compared, by metric. */
const compared = new Map<UpdateMetric, number>(updateMetrics.map((metric) => [metric, 0]))
describe.each(Object.entries(engines))('on %s', (_engine, engine) => {
  describe.each(Object.entries(runs))('%s', (_, changes) => {
    const config = exampleConfig({ engine: 'simd', budget: { updates: 4 }, ...changes })
    const run = watchRun(config, engine)
    const found = recompute(run)
    const { optimizer } = config
    const fewer =
      optimizer.kind === 'ppo' && optimizer.epochs > 1
        ? recompute(
            watchRun(
              { ...config, optimizer: { ...optimizer, epochs: optimizer.epochs - 1 } },
              engine,
            ),
          )
        : null

    it('has the gradient of the formula, component by component', () => {
      for (const [index, { gradient }] of found.entries()) {
        const stored = run.watched[index]!.gradient
        const length = Math.sqrt(squaredLength(gradient))
        const error = Math.sqrt(squaredLength(gradient.map((g, i) => g - stored[i]!)))
        expect(error).toBeLessThanOrEqual(RELATIVE * length)
      }
    })

    it.each(updateMetrics)('%s', (metric) => {
      expect(run.updates).toHaveLength(found.length)
      for (const [index, stored] of run.updates.entries()) {
        const update = run.watched[index]!
        // Only the first update of a run with one pass less is the same up to its last pass.
        const passBefore = index === 0 ? (fewer?.[0] ?? null) : null
        const given = { run, update, index, found: found[index]!, passBefore }
        const expected = updateDefinitions[metric](given)
        if (Number.isNaN(expected)) continue
        if (expected === null || stored[metric] === null) expect(stored[metric]).toBe(expected)
        else {
          if (expected !== 0) compared.set(metric, compared.get(metric)! + 1)
          const error = Math.abs(stored[metric] - expected)
          // A signal that is a small difference of two lengths has their errors.
          const cancelled =
            metric === 'noiseToSignal' ? 1 + Math.abs(expected) / update.trajectories : 1
          expect(error).toBeLessThanOrEqual(RELATIVE * cancelled * Math.abs(expected) + 1e-12)
        }
      }
    })
  })
})

it('finds every number of an update somewhere with a value', () => {
  for (const [metric, count] of compared) expect(count, metric).toBeGreaterThan(0)
})
