import { describe, expect, it } from 'vitest'
import { describeEnvironment, environmentIds } from '#shared/environments.ts'
import {
  mappedByDefault,
  mapProblem,
  mapVariables,
  policyMapRequest,
  type PolicyMapRequest,
} from '#shared/policy-map.ts'
import { parseRunConfig, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { mapPolicy } from '#core/map-policy.ts'
import { drawsOfRun, playEpisode } from '#core/play-episode.ts'
import { train } from '#core/train.ts'
import { createTraining, type Training } from '#core/training.ts'
import { loadSimdEngine } from './simd.ts'

const engine = loadSimdEngine()

function trained(changes: Partial<RunConfigInput>) {
  const config = parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [8] },
    optimizer: { kind: 'adam', learningRate: 0.05 },
    batch: { episodes: 4 },
    budget: { updates: 3 },
    ...changes,
  })
  const training = createTraining(config, engine)
  const events = train(config, training)
  while (!events.next().done);
  return { config, training }
}

const finished = <T>(generator: Generator<void, T>): T => {
  for (;;) {
    const next = generator.next()
    if (next.done) return next.value
  }
}

const mapOf = (config: RunConfig, training: Training, request: PolicyMapRequest) =>
  finished(
    mapPolicy(
      config,
      {
        policy: training.policy,
        normalizer: training.normalizer,
        valueFunction: training.valueFunction,
      },
      request,
    ),
  )

/** A map of one cell: a state by itself. */
const at = (state: readonly number[], stepsTaken = 0): PolicyMapRequest => ({
  runId: 1,
  x: { index: 0, from: state[0]! - 1, to: state[0]! + 1, count: 1 },
  y: null,
  state: [...state],
  stepsTaken,
})

const kinds: Record<string, Partial<RunConfigInput>> = {
  'a network': {},
  'normalised observations': {
    policy: { kind: 'mlp', hiddenSizes: [8], normalizeObservations: true },
  },
  'Fourier features of state and time': {
    policy: { kind: 'softmax-linear', features: 'fourier', fourierOrder: 1 },
    estimator: { truncation: 'time-aware' },
  },
  'a table': {
    environment: { id: 'CliffWalking-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
  },
  'a Gaussian policy': {
    environment: { id: 'Pendulum-v1' },
    policy: { kind: 'mlp', hiddenSizes: [8], sigma: 'learned' },
  },
}

describe.each(Object.entries(kinds))('a map of %s', (_, changes) => {
  it('says of every state what the policy says when it gets there', () => {
    const { config, training } = trained(changes)
    const { network } = training.policy
    const { normalizer } = training
    const played = finished(playEpisode(config, { network, normalizer }, drawsOfRun(1, 0)))
    const size = describeEnvironment(config.environment).state.length
    for (const [t, { state, policy }] of played.episode.steps.slice(0, 5).entries()) {
      const map = mapOf(config, training, at(state.slice(0, size), t))
      if (policy.kind === 'gaussian') {
        if (map.policy.kind !== 'gaussian') throw new Error('not Gaussian')
        expect(map.policy.mean[0]![0]).toBeCloseTo(policy.mean[0]!, 5)
        expect(map.policy.sigma).toEqual(policy.sigma)
      } else {
        if (map.policy.kind !== 'categorical') throw new Error('not categorical')
        map.policy.probabilities[0]!.forEach((p, action) =>
          expect(p).toBeCloseTo(policy.probabilities[action]!, 5),
        )
      }
    }
  })
})

describe('a map', () => {
  it('has its cells along x first, each asked at its middle', () => {
    const { config, training } = trained({})
    const request: PolicyMapRequest = {
      runId: 1,
      x: { index: 2, from: -0.2, to: 0.2, count: 2 },
      y: { index: 3, from: -3, to: 3, count: 3 },
      state: [0, 0, 9, 9],
      stepsTaken: 0,
    }
    const map = mapOf(config, training, request)
    expect(map.entropy).toHaveLength(6)
    const alone = mapOf(config, training, at([0, 0, 0.1, -2]))
    expect(map.policy).toMatchObject({ kind: 'categorical' })
    expect(map.entropy[1]).toBeCloseTo(alone.entropy[0]!, 6)
    expect(map.values).toBeNull()
  })

  it('tells V where one is learned', () => {
    const { config, training } = trained({
      estimator: { baseline: 'value', truncation: 'bootstrap', gaeLambda: 0.9 },
      batch: { environmentSteps: 64, environments: 4 },
    })
    const { values } = mapOf(config, training, {
      ...at([0, 0, 0, 0]),
      x: { index: 2, from: -0.2, to: 0.2, count: 3 },
    })
    expect(values).toHaveLength(3)
    expect(new Set(values).size).toBe(3)
  })
})

describe('what a map may vary', () => {
  it.each(environmentIds)('is known of %s', (id) => {
    const config = parseRunConfig({
      environment: { id },
      policy: { kind: 'mlp', hiddenSizes: [8] },
      optimizer: { kind: 'adam' },
      batch: { episodes: 4 },
      budget: { updates: 1 },
    })
    const description = describeEnvironment(config.environment)
    const variables = mapVariables(description)
    const [x, y] = mappedByDefault(description).map((index) => {
      const { from, to, values } = variables[index]!
      return { index, from, to, count: values ?? 5 }
    })
    const request = policyMapRequest.parse({
      runId: 1,
      x,
      y: y ?? null,
      state: variables.map(({ initial }) => initial),
    })
    expect(mapProblem(config, request)).toBeNull()
    expect(mapProblem(config, { ...request, state: [] })).toMatch(/^state has 0 numbers/)
    expect(mapProblem(config, { ...request, y: request.x })).toMatch(/same component/)
  })

  it('is at most 12,000 cells', () => {
    const axis = { index: 0, from: 0, to: 1, count: 200 }
    const result = policyMapRequest.safeParse({ runId: 1, x: axis, y: axis, state: [] })
    expect(result.error?.issues[0]?.message).toBe('a map has at most 12000 cells')
  })
})
