import { describe, expect, it } from 'vitest'
import { addClippedGradient } from '#core/optimizers/clipped-surrogate.ts'
import { createOptimizer } from '#core/optimizers/create-optimizer.ts'
import { permute } from '#core/optimizers/shuffled-rows.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { createTestNetwork, normals, policyShapes, testRows } from '../engines/contract-cases.ts'
import {
  createReference,
  differentiate,
  relativeDifference,
  sum,
} from '../engines/reference-network.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { optimizerConfig } from './climb.ts'
import { finish, firstUpdate } from './real-batches.ts'

const engines = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }
const CLIP_RANGE = 0.2
const COUNT = 40

describe.each(Object.entries(engines))(
  'the gradient of the clipped surrogate on %s',
  (_, engine) => {
    const shapes = Object.entries(policyShapes).filter(([name]) => !name.includes('one action'))

    it.each(shapes)('is that of finite differences (%s)', (_name, shape) => {
      const network = createTestNetwork(engine, shape)
      const reference = createReference(shape)
      const { rows, weights, numbers } = testRows(shape, COUNT)
      const noise = normals(COUNT, 8)
      const inside = numbers.map(({ observation, action }) =>
        reference.logProb(network.parameters, observation, action),
      )
      // Old log-probabilities such that every ratio is clearly inside or outside.
      const logRatios = Array.from(noise, (x) => {
        const ratio = Math.exp(0.4 * x)
        const isTie = [1 - CLIP_RANGE, 1 + CLIP_RANGE].some((edge) => Math.abs(ratio - edge) < 0.01)
        return isTie ? 0 : 0.4 * x
      })
      const old = inside.map((logProb, i) => logProb - logRatios[i]!)
      const { from } = rows
      const logProbs = new Float32Array(from + COUNT)
      logProbs.set(old, from)
      const surrogate = { clipRange: CLIP_RANGE, entropyWeight: 0.3, scale: 2.5 }
      const gradient = new Float32Array(network.parameters.length)
      const scoreWeights = new Float32Array(from + COUNT)
      const outside = addClippedGradient(
        network,
        { ...rows, weights, logProbs, scoreWeights },
        surrogate,
        gradient,
      )

      const objective = (parameters: Float64Array) =>
        2.5 *
        sum(
          numbers.map(({ observation, action }, i) => {
            const weight = weights[from + i]!
            const ratio = Math.exp(reference.logProb(parameters, observation, action) - old[i]!)
            const clipped = Math.min(Math.max(ratio, 1 - CLIP_RANGE), 1 + CLIP_RANGE)
            const bonus = 0.3 * reference.entropy(parameters, observation)
            return Math.min(ratio * weight, clipped * weight) + bonus
          }),
        )
      const expected = differentiate(objective, network.parameters)
      expect(relativeDifference(gradient, expected)).toBeLessThan(1e-3)
      const ratios = logRatios.map(Math.exp)
      expect(outside).toBe(ratios.filter((ratio) => Math.abs(ratio - 1) > CLIP_RANGE).length)
      expect(outside).toBeGreaterThan(5)
      expect(outside).toBeLessThan(COUNT - 5)
    })
  },
)

const cases: Record<string, Partial<RunConfigInput>> = {
  'complete trajectories': { batch: { episodes: 6 } },
  'an average over steps': { estimator: { average: 'steps' }, batch: { episodes: 6 } },
  'a Gaussian policy': {
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'mlp', hiddenSizes: [7] },
    batch: { environmentSteps: 200, environments: 4 },
  },
}

/** An engine whose Adam makes no step, and what it was given. */
function standingStill() {
  const engine = engines.simd
  const gradients: Float32Array[] = []
  const vectors = {
    ...engine.vectors,
    adamStep: (_parameters: Float32Array, gradient: Float32Array) =>
      void gradients.push(gradient.slice()),
  }
  return { engine: { ...engine, vectors }, gradients }
}

const ppo = (changes: object = {}) =>
  optimizerConfig({ kind: 'ppo', maxGradientNorm: null, ...changes })

describe('a pass', () => {
  it.each(Object.entries(cases))(
    'has minibatches whose mean is the gradient of the batch (%s)',
    (_, changes) => {
      const known = firstUpdate(exampleConfig(changes), engines.simd)
      const { policy, gradient, batch } = known
      const { engine, gradients } = standingStill()
      const config = ppo({ epochs: 2, minibatchSteps: 32 })
      const { step } = createOptimizer(config, gradient.length, engine)
      expect(finish(step(known)).clipFraction).toBe(0)

      const minibatches = Math.ceil(batch.steps / 32)
      expect(minibatches).toBeGreaterThan(2)
      expect(gradients).toHaveLength(2 * minibatches)
      for (const epoch of [0, 1]) {
        const expected = new Float64Array(gradient.length)
        const own = gradients.slice(epoch * minibatches, (epoch + 1) * minibatches)
        own.forEach((part, k) => {
          const [from, to] = [k, k + 1].map((i) => Math.floor((i * batch.steps) / minibatches))
          part.forEach((g, i) => (expected[i]! += (g * (to! - from!)) / batch.steps))
        })
        expect(relativeDifference(expected, gradient)).toBeLessThan(1e-4)
      }
      expect(gradients[0]).not.toEqual(gradients[minibatches])
      expect(policy.network.parameters).toEqual(policy.networkVector(policy.parameters))
    },
  )

  it('takes all rows at once where a minibatch has room for them', () => {
    const known = firstUpdate(exampleConfig(), engines.simd)
    const { engine, gradients } = standingStill()
    const config = ppo({ epochs: 1, minibatchSteps: 100_000 })
    finish(createOptimizer(config, known.gradient.length, engine).step(known))
    expect(gradients).toHaveLength(1)
    expect(relativeDifference(gradients[0]!, known.gradient)).toBeLessThan(1e-4)
  })

  it('visits the rows in any order equally often', () => {
    const rng = createRng(1, 'minibatches')
    const order = new Int32Array(3)
    const counts: Record<string, number> = {}
    for (let i = 0; i < 6000; i++) {
      permute(order, 3, rng)
      counts[order.join()] = (counts[order.join()] ?? 0) + 1
    }
    expect(Object.keys(counts).toSorted()).toEqual([
      '0,1,2',
      '0,2,1',
      '1,0,2',
      '1,2,0',
      '2,0,1',
      '2,1,0',
    ])
    // Six deviations of √(6000·1/6·5/6).
    for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(173)
  })
})

describe('PPO', () => {
  const engine = engines.simd
  const config = exampleConfig({ batch: { episodes: 8 } })

  it('ends its passes once the policy has moved as far as it may', () => {
    const passes = (targetKl: number | null) => {
      const known = firstUpdate(config, engine)
      const optimizer = createOptimizer(
        ppo({ targetKl, epochs: 4, minibatchSteps: 100_000, learningRate: 0.01 }),
        known.gradient.length,
        engine,
      )
      finish(optimizer.step(known))
      return optimizer.save()['steps']
    }
    expect(passes(null)).toBe(4)
    expect(passes(1e-9)).toBe(1)
    expect(passes(100)).toBe(4)
  })

  it('clips what has moved too far, and says how much of the batch that is', () => {
    const fractionAfter = (learningRate: number) => {
      const known = firstUpdate(config, engine)
      const optimizer = createOptimizer(ppo({ learningRate }), known.gradient.length, engine)
      return finish(optimizer.step(known)).clipFraction!
    }
    expect(fractionAfter(1e-6)).toBe(0)
    expect(fractionAfter(0.05)).toBeGreaterThan(0.1)
    expect(fractionAfter(0.05)).toBeLessThan(1)
  })

  it('follows its schedule', () => {
    const known = firstUpdate(config, engine)
    const { step } = createOptimizer(
      ppo({ learningRate: 0.1, schedule: 'linear', epochs: 1, minibatchSteps: 100_000 }),
      known.gradient.length,
      engine,
    )
    const before = known.policy.parameters.slice()
    expect(finish(step({ ...known, budgetUsed: 0.75 })).learningRate).toBe(0.025)
    // Adam’s first step is as long in every parameter that has a gradient.
    const moved = known.policy.parameters.map((parameter, i) => Math.abs(parameter - before[i]!))
    expect(Math.max(...moved)).toBeCloseTo(0.025, 4)
  })

  it('shows nobody a policy between two updates', () => {
    const known = firstUpdate(config, engine)
    const { policy } = known
    const before = policy.parameters.slice()
    const { step } = createOptimizer(ppo({ minibatchSteps: 2 }), before.length, engine)
    let pauses = 0
    for (const _pause of step(known)) {
      pauses++
      expect(policy.parameters).toEqual(before)
      expect(policy.network.parameters).toEqual(policy.networkVector(before))
    }
    expect(pauses).toBeGreaterThan(2)
    expect(policy.parameters).not.toEqual(before)
  })
})
