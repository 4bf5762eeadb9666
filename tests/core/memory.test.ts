import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { estimateCost } from '#shared/cost.ts'
import { runConfigSchema, type RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadSimdEngine } from './simd.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const budget = { updates: 2, stopWhenSolved: false }
const cases: Record<string, Partial<RunConfigInput>> = {
  'a long batch of steps': { budget, batch: { environmentSteps: 260_000, environments: 1000 } },
  'trajectories at their time limit': {
    budget,
    environment: { id: 'Pendulum-v1' },
    batch: { episodes: 700 },
    policy: { kind: 'mlp', hiddenSizes: [64, 64], sigma: 'learned' },
  },
  'a wide network': {
    budget,
    batch: { environmentSteps: 64, environments: 1 },
    policy: { kind: 'mlp', hiddenSizes: [700, 700] },
  },
  'many features': {
    budget,
    batch: { environmentSteps: 20_000, environments: 16 },
    policy: { kind: 'softmax-linear', features: 'fourier', fourierOrder: 4 },
  },
  'a table': {
    budget,
    environment: { id: 'CliffWalking-v1' },
    batch: { episodes: 100 },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
  },
  'a trust region over a long batch': {
    budget,
    batch: { environmentSteps: 60_000, environments: 1000 },
    optimizer: { kind: 'trpo' },
  },
  'several passes over a long batch': {
    budget,
    batch: { environmentSteps: 60_000, environments: 1000 },
    optimizer: { kind: 'ppo', epochs: 2, minibatchSteps: 4096 },
  },
  'a trust region of a wide network': {
    budget,
    batch: { environmentSteps: 64, environments: 1 },
    policy: { kind: 'mlp', hiddenSizes: [500, 500] },
    optimizer: { kind: 'trpo' },
  },
  'the optimal baseline and an entropy bonus on a wide network': {
    budget,
    batch: { episodes: 17 },
    policy: { kind: 'mlp', hiddenSizes: [700, 700] },
    estimator: { baseline: 'optimal', weight: 'return', entropyCoefficient: 0.1 },
  },
  'values of a long batch, bootstrapped': {
    budget,
    batch: { environmentSteps: 100_000, environments: 1000 },
    estimator: { baseline: 'value', truncation: 'bootstrap' },
  },
  'a wide value network': {
    budget,
    batch: { environmentSteps: 256, environments: 4 },
    estimator: { baseline: 'value', value: { hiddenSizes: [700, 700] } },
  },
  'a small run': { budget, batch: { environmentSteps: 16, environments: 1 } },
}

describe('the memory a run is said to take at most', () => {
  it.each(Object.entries(cases))('is enough for %s', (_, changes) => {
    const config = exampleConfig(changes)
    const { bytes } = estimateCost(config)
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    const engine = loadSimdEngine()
    const training = createTraining(config, engine)
    // A viewer's network and a checkpoint.
    engine.createPolicyNetwork(training.policy.network.shape)
    const checkpoint = training.policy.save()
    for (const { kind } of train(config, training)) expect(kind).toBeDefined()
    // What is garbage comes and goes with the load of the machine.
    collectGarbage()
    const plain = Math.max(0, process.memoryUsage().arrayBuffers - before)
    const kernel = engine.allocate(1).buffer.byteLength
    expect(checkpoint.byteLength + plain + kernel).toBeLessThan(bytes)
    expect(bytes).toBeLessThan(5 * kernel)
  })

  it('is at most 1 GiB; what is too big says which section to make smaller', () => {
    const problemOf = (changes: Partial<RunConfigInput>) => {
      const result = runConfigSchema.safeParse({ ...exampleConfig(), ...changes })
      return result.success ? null : result.error.issues.map(({ path }) => path.join('.'))
    }
    expect(problemOf({ batch: { environmentSteps: 2_000_000, environments: 16 } })).toBeNull()
    expect(problemOf({ batch: { environmentSteps: 10_000_000, environments: 16 } })).toEqual([
      'batch',
    ])
    const hiddenSizes = [3000, 3000]
    expect(problemOf({ policy: { kind: 'mlp', hiddenSizes } })).toBeNull()
    expect(
      problemOf({
        policy: { kind: 'mlp', hiddenSizes },
        batch: { environmentSteps: 2_000_000, environments: 16 },
      }),
    ).toEqual(['policy.hiddenSizes'])
  })
})

it('a run does not grow with its steps', () => {
  const config = exampleConfig({
    policy: { kind: 'mlp', hiddenSizes: [8] },
    batch: { environmentSteps: 1024, environments: 16 },
    budget: { environmentSteps: 1e9, stopWhenSolved: false },
  })
  const engine = loadSimdEngine()
  const training = createTraining(config, engine)
  const events = train(config, training)
  const bytesAfter = (steps: number) => {
    while (training.progress.current.environmentSteps < steps) events.next()
    collectGarbage()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return { kernel: engine.allocate(1).buffer.byteLength, plain: heapUsed + arrayBuffers }
  }
  const early = bytesAfter(200_000)
  const late = bytesAfter(1_000_000)
  expect(late.kernel).toBe(early.kernel)
  // A kept number a step would be 6 MB.
  expect(late.plain - early.plain).toBeLessThan(3e6)
})
