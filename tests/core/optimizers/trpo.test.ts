import { describe, expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { type Experience } from '#core/optimizers/optimizer.ts'
import { createOptimizer } from '#core/optimizers/create-optimizer.ts'
import type { Policy } from '#core/policies/policy.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { normals } from '../engines/contract-cases.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { optimizerConfig } from './climb.ts'
import { finish, firstUpdate, trainWatching } from './real-batches.ts'

const engines = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }
const trpo = (changes: object = {}) => ({ kind: 'trpo', ...changes }) as const

interface Row {
  readonly logProb: number
  /** How far another row's distribution is from this one. */
  divergenceTo(other: Row): number
  /** Probabilities, or mean and σ. */
  readonly numbers: readonly number[]
}

/** Every row's distribution, from the outputs and definitions alone. */
function look({ network }: Policy, { batch }: Experience): Row[] {
  const { head } = network.shape
  const size = head.kind === 'categorical' ? head.actions : head.size
  const outputs = new Float32Array(batch.steps * size)
  network.forward(batch.observations, 0, batch.steps, outputs)
  return Array.from({ length: batch.steps }, (_, row) => {
    const own = [...outputs.subarray(row * size, (row + 1) * size)]
    const action = batch.actions[row]!
    return head.kind === 'categorical'
      ? softmaxRow(own, action)
      : normalRow(own[0]!, Math.exp(network.parameters.at(-1)!), action)
  })
}

function softmaxRow(logits: readonly number[], action: number): Row {
  const total = logits.reduce((sum, z) => sum + Math.exp(z), 0)
  const numbers = logits.map((z) => Math.exp(z) / total)
  return {
    logProb: Math.log(numbers[action]!),
    numbers,
    divergenceTo: (other) =>
      numbers.reduce((sum, p, a) => sum + p * Math.log(p / other.numbers[a]!), 0),
  }
}

const normalRow = (mean: number, sigma: number, action: number): Row => ({
  logProb: -(((action - mean) / sigma) ** 2) / 2 - Math.log(sigma),
  numbers: [mean, sigma],
  divergenceTo({ numbers: [otherMean, otherSigma] }) {
    const squares = sigma ** 2 + (mean - otherMean!) ** 2
    return Math.log(otherSigma! / sigma) + squares / (2 * otherSigma! ** 2) - 1 / 2
  },
})

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length

const runs: Record<string, Partial<RunConfigInput>> = {
  'ragged trajectories': { batch: { episodes: 12 } },
  'normalised weights over fixed steps': {
    batch: { environmentSteps: 512, environments: 8 },
    estimator: { normalizeAdvantages: true, average: 'steps' },
  },
  'a linear softmax and a large region': {
    policy: { kind: 'softmax-linear' },
    optimizer: trpo({ maxKl: 0.2 }),
  },
  'a Gaussian policy': {
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'mlp', hiddenSizes: [7] },
    estimator: { normalizeAdvantages: true },
  },
}

describe.each(Object.entries(engines))('TRPO on %s', (_, engine) => {
  it.each(Object.entries(runs))(
    'with %s raises the surrogate inside the trust region, or stays',
    (_name, changes) => {
      const config = exampleConfig({
        optimizer: trpo(),
        budget: { updates: 12, stopWhenSolved: false },
        ...changes,
      })
      if (config.optimizer.kind !== 'trpo') throw new Error('another kind')
      const { maxKl } = config.optimizer
      const divergences: number[] = []
      trainWatching(config, engine, ({ policy }, experience, usual) => {
        const before = policy.parameters.slice()
        const old = look(policy, experience)
        const report = usual()
        const now = look(policy, experience)
        if (report.stepScale === 0) expect(policy.parameters).toEqual(before)
        else {
          const gain = old.reduce(
            (sum, { logProb }, i) =>
              sum + experience.weights[i]! * (Math.exp(now[i]!.logProb - logProb) - 1),
            0,
          )
          expect(gain).toBeGreaterThan(0)
          const divergence = mean(old.map((row, i) => row.divergenceTo(now[i]!)))
          // The KL of the search is the one that is stored.
          expect(Math.abs(report.kl! - divergence)).toBeLessThan(1e-6)
          expect(report.kl).toBeLessThanOrEqual(maxKl)
          divergences.push(divergence)
        }
        return report
      })
      expect(divergences.length).toBeGreaterThan(8)
      expect(Math.max(...divergences)).toBeLessThan(1.001 * maxKl)
      // Steps go to the border: none is a hundred times too careful.
      expect(Math.max(...divergences)).toBeGreaterThan(0.5 * maxKl)
    },
  )
})

describe('TRPO', () => {
  const engine = engines.simd
  const example = exampleConfig({ batch: { episodes: 8 } })
  const create = (parameterCount: number, changes: object = {}) =>
    createOptimizer(optimizerConfig(trpo(changes)), parameterCount, engine)

  it('leaves the parameters as they are where no share of the step is good, and says so', () => {
    const problem = firstUpdate(example, engine)
    const { policy, gradient } = problem
    const downhill = gradient.map((g) => -g)
    const before = policy.parameters.slice()
    const { step } = create(before.length, { backtracks: 3 })
    expect(finish(step({ ...problem, gradient: downhill }))).toEqual({
      learningRate: null,
      clipFraction: null,
      stepScale: 0,
      kl: 0,
    })
    expect(policy.parameters).toEqual(before)
    expect(policy.networkVector(before)).toEqual(policy.network.parameters)
  })

  it.each([1, 2, 3, 4])(
    'stores no KL outside its region, also with one iteration (seed %i)',
    (seed) => {
      const config = exampleConfig({
        optimizer: trpo({ maxKl: 0.01, conjugateGradientIterations: 1 }),
        batch: { episodes: 12 },
        budget: { updates: 6, stopWhenSolved: false },
        seed,
      })
      for (const event of train(config, createTraining(config, engine))) {
        if (event.kind === 'update') expect(event.update.kl).toBeLessThanOrEqual(0.01)
      }
    },
  )

  it('does not move without a gradient', () => {
    const problem = firstUpdate(example, engine)
    const before = problem.policy.parameters.slice()
    const gradient = new Float32Array(before.length)
    const { step } = create(before.length)
    expect(finish(step({ ...problem, gradient })).stepScale).toBe(0)
    expect(problem.policy.parameters).toEqual(before)
  })

  it('counts the entropy bonus as part of what it raises', () => {
    const found = firstUpdate(example, engine)
    const { policy, batch } = found
    policy.parameters.set(normals(policy.parameters.length, 5))
    policy.parametersChanged()
    const ones = new Float32Array(batch.steps).fill(1 / batch.steps)
    const rows = { observations: batch.observations, from: 0, count: batch.steps }
    const entropyGradient = new Float32Array(policy.parameters.length)
    const before = policy.network.addEntropyGradient(rows, ones, entropyGradient)
    // The rows' weights alone know nothing that would be better.
    const experience: Experience = {
      batch,
      weights: new Float32Array(batch.steps),
      entropyWeight: 1 / batch.steps,
    }
    function* gather(): Generator<void, Experience> {
      yield
      return experience
    }
    const { step } = create(policy.parameters.length)
    const problem = { ...found, gradient: entropyGradient, experience: gather }
    expect(finish(step(problem)).stepScale).toBeGreaterThan(0)
    expect(policy.network.addEntropyGradient(rows, ones, entropyGradient)).toBeGreaterThan(before)
  })

  it('shows nobody a policy it only tries out', () => {
    const problem = firstUpdate(example, engine)
    const { policy } = problem
    const before = policy.parameters.slice()
    const { step } = create(before.length, { maxKl: 0.3 })
    for (const _pause of step(problem)) {
      expect(policy.parameters).toEqual(before)
      expect(policy.network.parameters).toEqual(policy.networkVector(before))
    }
    expect(policy.parameters).not.toEqual(before)
  })
})
