import { describe, expect, it } from 'vitest'
import { createTraining, createLearnedValues, type Training } from '#core/training.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import { recordEpisode } from '#core/record-episode.ts'
import { train } from '#core/train.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadSimdEngine } from './simd.ts'

const engine = loadSimdEngine()

function trained(changes: Partial<RunConfigInput>): { config: RunConfig; training: Training } {
  const config = exampleConfig(changes)
  const training = createTraining(config, engine)
  for (const _ of train(config, training));
  return { config, training }
}

function record(
  { config, training }: ReturnType<typeof trained>,
  { start = null, knows = true }: { start?: number | null; knows?: boolean } = {},
): Omit<RecordedEpisode, 'runId' | 'update'> {
  const baseline = createBaseline(config.estimator, training.policy.parameters.length)
  baseline.restore(training.baseline.save())
  const valueFunction = createLearnedValues(config, engine, training.policy)
  if (training.valueFunction) valueFunction!.restore(training.valueFunction.save())
  const judge = {
    policy: training.policy,
    normalizer: training.normalizer,
    baseline: knows ? baseline : null,
    valueFunction: knows ? valueFunction : null,
  }
  const playing = recordEpisode(config, judge, { start, index: 0 })
  let next = playing.next()
  while (!next.done) next = playing.next()
  return next.value
}

const particle = {
  environment: { id: 'MovingParticleContinuous-v0' },
  policy: { kind: 'gaussian-linear', sigma: 'learned' },
} as const

describe('the analysis of an episode', () => {
  it('discounts rewards-to-go by the run’s γ', () => {
    const { steps, analysis } = record(trained({ estimator: { gamma: 0.5, baseline: 'none' } }))
    // A pole that stays up pays 1 a step: G = 1, 1.5, 1.75, … backwards.
    expect(analysis.rewardsToGo.at(-1)).toBe(1)
    expect(analysis.rewardsToGo.at(-3)).toBe(1.75)
    expect(analysis.discountedReturn).toBeCloseTo(2 - 0.5 ** (steps.length - 1), 12)
    expect(analysis.advantages).toEqual(analysis.rewardsToGo)
  })

  it('subtracts what the run’s baseline had learned, and leaves that as it was', () => {
    const known = trained({ estimator: { baseline: 'mean' } })
    const before = known.training.baseline.save() as number
    const { analysis } = record(known)
    expect(before).toBeGreaterThan(1)
    for (const b of analysis.baselines!) expect(b).toBeCloseTo(before, 10)
    expect(analysis.advantages![0]).toBeCloseTo(analysis.rewardsToGo[0]! - before, 10)
    expect(known.training.baseline.save()).toBe(before)
  })

  it('says why a baseline is not known from one episode, and leaves out what follows from it', () => {
    const unknownOf = (estimator: RunConfigInput['estimator'], knows = true) => {
      const { analysis } = record(trained({ estimator }), { knows })
      expect(analysis).toMatchObject({ baselines: null, advantages: null, cosines: null })
      return analysis.unknown
    }
    expect(unknownOf({ baseline: 'leave-one-out' })).toBe('other-trajectories')
    expect(unknownOf({ baseline: 'optimal', weight: 'return' })).toBe('component-wise')
    expect(unknownOf({ baseline: 'mean' }, false)).toBe('not-stored')
  })

  it('has the errors of V and the advantages GAE makes of them', () => {
    const gamma = 0.9
    const gaeLambda = 0.8
    const { analysis, steps } = record(
      trained({ estimator: { baseline: 'value', gaeLambda, gamma } }),
    )
    const { values, valueErrors, advantages } = analysis
    const last = steps.length - 1
    expect(valueErrors![last]).toBeCloseTo(1 - values![last]!, 10)
    expect(valueErrors![0]).toBeCloseTo(1 + gamma * values![1]! - values![0]!, 10)
    const next = advantages![1]!
    expect(advantages![0]).toBeCloseTo(valueErrors![0]! + gamma * gaeLambda * next, 10)
    expect(analysis.baselines).toEqual(values)
  })

  it('knows the score of a softmax: what was chosen minus what was to be expected', () => {
    const { analysis, steps } = record(trained({}))
    const { action, policy } = steps[2]!
    const probabilities = policy.kind === 'categorical' ? policy.probabilities : []
    probabilities.forEach((p, i) =>
      expect(analysis.scores[2]![i]).toBeCloseTo((i === action ? 1 : 0) - p, 6),
    )
  })

  it('knows the score of a Gaussian, in its mean and in log σ', () => {
    const { analysis, steps } = record(trained(particle))
    const { action, policy } = steps[2]!
    if (policy.kind !== 'gaussian' || typeof action === 'number') throw new Error('not Gaussian')
    const z = (action[0]! - policy.mean[0]!) / policy.sigma[0]!
    expect(analysis.scores[2]![0]).toBeCloseTo(z / policy.sigma[0]!, 4)
    expect(analysis.scores[2]![1]).toBeCloseTo(z * z - 1, 4)
  })

  it.each([
    ['a network', {}],
    ['a Gaussian', particle],
    [
      'a table',
      {
        environment: { id: 'FrozenLake-v1' },
        policy: { kind: 'softmax-linear', features: 'one-hot' },
        estimator: { baseline: 'none', gamma: 1 },
      } as const,
    ],
  ])('measures gradients of %s in θ: lengths, and cosines with the episode’s', (_, changes) => {
    const known = trained(changes)
    const { policy, normalizer } = known.training
    const { analysis, steps } = record(known)
    // The definition, one step after another, from the inputs the network is given.
    const gradients = steps.map((step, t) => {
      const input = new Float32Array(policy.network.shape.inputSize)
      if (known.config.environment.id === 'FrozenLake-v1') input[step.state[0]!] = 1
      else input.set(step.observation)
      normalizer?.normalize(input, 0)
      const actions = Float32Array.from([step.action].flat())
      const gradient = new Float32Array(policy.network.parameters.length)
      const rows = { observations: input, actions, from: 0, count: 1 }
      policy.network.addScoreGradient(rows, Float32Array.of(1), gradient)
      expect(analysis.scoreNorms[t]).toBeCloseTo(
        Math.hypot(...policy.parameterGradient(gradient)),
        4,
      )
      return policy.parameterGradient(gradient)
    })
    const { advantages, cosines } = analysis
    const whole = [...gradients[0]!].map((_, i) =>
      gradients.reduce((sum, gradient, t) => sum + advantages![t]! * gradient[i]!, 0),
    )
    gradients.forEach((gradient, t) => {
      const dot = whole.reduce((sum, g, i) => sum + g * advantages![t]! * gradient[i]!, 0)
      const lengths = Math.hypot(...whole) * Math.abs(advantages![t]!) * Math.hypot(...gradient)
      expect(cosines![t]).toBeCloseTo(lengths === 0 ? 0 : dot / lengths, 3)
    })
  })
})

describe('a start that runs share', () => {
  const slippery = {
    environment: { id: 'FrozenLake-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
  } as const

  it('is the same for runs with other seeds, and its number decides it', () => {
    const first = trained({ seed: 1 })
    const second = trained({ seed: 2 })
    const stateOf = (run: typeof first, start: number) => record(run, { start }).steps[0]!.state
    expect(stateOf(first, 3)).toEqual(stateOf(second, 3))
    expect(stateOf(first, 3)).not.toEqual(stateOf(first, 4))
    expect(record(first).steps[0]!.state).not.toEqual(record(second).steps[0]!.state)
  })

  it('brings equal policies the same luck', () => {
    const frozen = {
      ...slippery,
      budget: { updates: 1 },
      optimizer: { kind: 'sgd', learningRate: 1e-12 },
    } as const
    const [one, other] = [trained({ ...frozen, seed: 1 }), trained({ ...frozen, seed: 2 })]
    expect(record(one, { start: 5 }).steps.map(({ state, action }) => [...state, action])).toEqual(
      record(other, { start: 5 }).steps.map(({ state, action }) => [...state, action]),
    )
  })
})
