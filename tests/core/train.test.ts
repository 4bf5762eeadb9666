import { describe, expect, it } from 'vitest'
import { train, type TrainingEnd, type TrainingEvent } from '#core/train.ts'
import type { UpdateProblem } from '#core/optimizers/optimizer.ts'
import { createTraining, type Training } from '#core/training.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadTestEngine } from './tfjs.ts'

const engine = await loadTestEngine()

/** All episodes and updates of a run, and how it ended. */
function run(config: RunConfig, training: Training = createTraining(config, engine)) {
  const events: TrainingEvent[] = []
  const training_ = train(config, training)
  for (;;) {
    const next = training_.next()
    if (next.done) return { events, end: next.value as TrainingEnd, training }
    if (next.value.kind !== 'tick') events.push(next.value)
  }
}

const episodesOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.kind === 'episode' ? [event.episode] : []))
const updatesOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.kind === 'update' ? [event.update] : []))

const kinds: Record<string, Partial<RunConfigInput>> = {
  'complete trajectories, mean baseline': {},
  'fixed steps': { batch: { environmentSteps: 120, environments: 4 } },
  'a Gaussian policy': {
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'gaussian-linear' },
    optimizer: { kind: 'sgd', learningRate: 0.001 },
  },
  'Fourier features of state and time': {
    policy: { kind: 'softmax-linear', features: 'fourier', fourierOrder: 1 },
    estimator: { truncation: 'time-aware' },
    batch: { environmentSteps: 120, environments: 4 },
  },
  'a table': {
    environment: { id: 'FrozenLake-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
    batch: { episodes: 32 },
  },
  'normalised observations': {
    policy: { kind: 'mlp', hiddenSizes: [8], normalizeObservations: true },
    batch: { episodes: 20 },
  },
  'the optimal baseline and an entropy bonus': {
    estimator: { baseline: 'optimal', weight: 'return', entropyCoefficient: 0.01 },
  },
  'learned values, GAE and bootstrapping': {
    estimator: { baseline: 'value', gaeLambda: 0.9, truncation: 'bootstrap' },
    batch: { environmentSteps: 120, environments: 4 },
  },
  'a time-mean baseline': { estimator: { baseline: 'time-mean' } },
  'raw features': { policy: { kind: 'softmax-linear', features: 'raw' } },
}

describe.each(Object.entries(kinds))('training with %s', (_, changes) => {
  const config = exampleConfig({ ...changes, budget: { updates: 6 } })

  it('is the same again from the same seed, and another from another', () => {
    const { events } = run(config)
    expect(run(config).events).toEqual(events)
    expect(run({ ...config, seed: 2 }).events).not.toEqual(events)
  })

  it('goes on bit for bit from a state saved between updates', () => {
    const whole = run(config)
    const training = createTraining(config, engine)
    const first: TrainingEvent[] = []
    for (const event of train(config, training)) {
      if (event.kind !== 'tick') first.push(event)
      if (event.kind === 'update' && event.update.index === 2) break
    }
    const state = structuredClone(training.save())
    const resumed = createTraining(config, engine)
    resumed.restore(state)
    const rest = run(config, resumed)
    expect([...first, ...rest.events]).toEqual(whole.events)
    expect(rest.training.policy.parameters).toEqual(whole.training.policy.parameters)
  })
})

describe('a budget', () => {
  it('of episodes is kept exactly, with a smaller last batch', () => {
    const { events, end } = run(exampleConfig({ budget: { episodes: 10 } }))
    expect(end).toEqual({ kind: 'completed' })
    expect(episodesOf(events).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(updatesOf(events).map(({ episodes }) => episodes)).toEqual([4, 8, 10])
  })

  it('of environment steps ends with the first batch that reaches it', () => {
    const { events } = run(
      exampleConfig({
        batch: { environmentSteps: 64, environments: 4 },
        budget: { environmentSteps: 150 },
      }),
    )
    expect(updatesOf(events).map(({ environmentSteps }) => environmentSteps)).toEqual([
      64, 128, 192,
    ])
  })
})

describe('a schedule', () => {
  it.each([{ updates: 4 }, { episodes: 16 }])(
    'begins with the whole learning rate and ends before it is 0 (%o)',
    (budget) => {
      const config = exampleConfig({ budget, optimizer: { kind: 'sgd', schedule: 'linear' } })
      const training = createTraining(config, engine)
      const used: number[] = []
      const { step } = training.optimizer
      const optimizer = {
        ...training.optimizer,
        step(problem: UpdateProblem) {
          used.push(problem.budgetUsed)
          return step(problem)
        },
      }
      run(config, { ...training, optimizer })
      expect(used).toEqual([0, 0.25, 0.5, 0.75])
    },
  )
})

describe('episodes', () => {
  it('of complete trajectories count their steps one after another', () => {
    const { events } = run(exampleConfig())
    let steps = 0
    for (const { length, environmentSteps, episodeReturn } of episodesOf(events)) {
      steps += length
      expect(environmentSteps).toBe(steps)
      expect(episodeReturn).toBe(length)
    }
    expect(updatesOf(events).at(-1)!.environmentSteps).toBe(steps)
  })

  it('go on from one batch of fixed steps to the next', () => {
    const { events } = run(
      exampleConfig({ batch: { environmentSteps: 20, environments: 2 }, budget: { updates: 40 } }),
    )
    const longest = Math.max(...episodesOf(events).map(({ length }) => length))
    expect(longest).toBeGreaterThan(10)
    expect(updatesOf(events).at(-1)!.environmentSteps).toBe(800)
  })

  it('do not depend on how many others are played beside them', () => {
    const firsts = [1, 3].map((episodes) => {
      const { events } = run(exampleConfig({ batch: { episodes }, budget: { updates: 1 } }))
      return episodesOf(events)[0]
    })
    expect(firsts[0]).toEqual(firsts[1])
  })
})

describe('an entropy bonus', () => {
  it('keeps a policy random that would not stay so', () => {
    const lastEntropy = (entropyCoefficient: number) => {
      const { events } = run(
        exampleConfig({
          estimator: { entropyCoefficient },
          optimizer: { kind: 'adam', learningRate: 0.05 },
          budget: { updates: 20 },
        }),
      )
      return updatesOf(events).at(-1)!.entropy
    }
    expect(lastEntropy(0)).toBeLessThan(0.65)
    expect(lastEntropy(100)).toBeGreaterThan(0.69)
  })
})

describe('divergence', () => {
  it('ends the run with its reason when a parameter is no longer finite', () => {
    const { events, end } = run(
      exampleConfig({
        optimizer: { kind: 'sgd', learningRate: 1e38 },
        estimator: { baseline: 'none' },
      }),
    )
    expect(end).toMatchObject({ kind: 'diverged', reason: expect.stringContaining('update 0') })
    expect(episodesOf(events)).toHaveLength(4)
    expect(updatesOf(events)).toHaveLength(0)
  })

  it('is noticed in the middle of a rollout, before a broken episode is told', () => {
    const config = exampleConfig()
    const training = createTraining(config, engine)
    training.policy.parameters.fill(NaN)
    training.policy.parametersChanged()
    const { events, end } = run(config, training)
    expect(events).toEqual([])
    expect(end).toMatchObject({ kind: 'diverged', reason: expect.stringContaining('finite') })
  })
})

describe('a tick', () => {
  it('comes often enough to hear a stop, also with a network that is slow', () => {
    const config = exampleConfig({
      policy: { kind: 'mlp', hiddenSizes: [512, 512] },
      batch: { environmentSteps: 4096, environments: 64 },
      budget: { updates: 1 },
    })
    // Processor time: what others take of the machine is not its own.
    const usedMs = () => process.cpuUsage().user / 1000
    let longest = 0
    let before = usedMs()
    for (const _event of train(config, createTraining(config, engine))) {
      longest = Math.max(longest, usedMs() - before)
      before = usedMs()
    }
    expect(longest).toBeLessThan(400)
  })
})
