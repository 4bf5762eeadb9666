import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { environmentIds } from '#shared/environments.ts'
import { inputSize } from '#shared/policy-input.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

describe('the input of a policy', () => {
  it.each(environmentIds)('is as large in %s as the configuration says', (id) => {
    const config = exampleConfig({ environment: { id } as RunConfigInput['environment'] })
    const environment = withPolicyInput(createEnvironment(config.environment), config)
    expect(environment.observationSize).toBe(inputSize(config))
  })

  it.each([
    { features: 'polynomial' },
    { features: 'fourier', fourierOrder: 2 },
    { features: 'tile-coding' },
  ] as const)(
    'of a linear softmax on $features is x(s), its score x(s,a) − E[x(s,·)]',
    (features) => {
      const config = exampleConfig({ policy: { kind: 'softmax-linear', ...features } })
      const environment = withPolicyInput(createEnvironment(config.environment), config)
      const size = environment.observationSize
      expect(size).toBe(inputSize(config))
      const observations = new Float32Array(size)
      environment.observe(Float64Array.of(0.5, -1, 0.1, 2, 7), 0, observations, 0)

      const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
      policy.parameters.forEach((_, i) => (policy.parameters[i] = Math.sin(i) / 4))
      policy.parametersChanged()
      const x = [...observations, 1]
      const logits = [0, 1].map((a) =>
        x.reduce((sum, xi, i) => sum + (xi * Math.sin(2 * i + a)) / 4, 0),
      )
      const left = 1 / (1 + Math.exp(logits[1]! - logits[0]!))

      const rows = { observations, actions: Float32Array.of(1), from: 0, count: 1 }
      const score = new Float32Array(policy.parameters.length)
      policy.network.addScoreGradient(rows, Float32Array.of(1), score)
      x.forEach((xi, i) => {
        expect(score[2 * i]).toBeCloseTo(-left * xi, 4)
        expect(score[2 * i + 1]).toBeCloseTo(left * xi, 4)
      })
    },
  )

  it('that is aware of time ends with the share of the limit that is left', () => {
    const config = exampleConfig({
      environment: { id: 'MovingParticle-v0' },
      estimator: { truncation: 'time-aware' },
    })
    const played = createEnvironment(config.environment)
    const environment = withPolicyInput(played, config)
    expect(environment.observationSize).toBe(3)
    expect(inputSize(config)).toBe(3)
    // The state ends with the steps taken, of 200.
    const input = new Float32Array(5).fill(-9)
    environment.observe(Float64Array.of(0.25, 0.5, 50), 0, input, 1)
    expect([...input]).toEqual([-9, 0.25, 0.5, 0.75, -9])

    const state = new Float64Array(environment.stateSize)
    const rng = createRng(1, 'environment')
    environment.reset(state, 0, rng)
    environment.observe(state, 0, input, 1)
    expect(input[3]).toBe(1)
    state.set([0, 0])
    for (let t = 0; t < 200; t++) environment.step(state, 0, Float64Array.of(4), 0, rng)
    environment.observe(state, 0, input, 1)
    expect([environment.isTruncated(state, 0), input[3]]).toEqual([true, 0])
  })

  it.each([
    { kind: 'mlp' },
    { kind: 'softmax-linear', features: 'raw' },
    { kind: 'softmax-linear', features: 'interaction' },
    { kind: 'softmax-linear', features: 'one-hot' },
  ] as const)('is one-hot where the observation is an index, then the time left (%j)', (policy) => {
    const environment = { id: 'FrozenLake-v1' } as const
    const plain = exampleConfig({ environment, policy })
    const timed = exampleConfig({ environment, policy, estimator: { truncation: 'time-aware' } })
    const expected = Array.from({ length: 16 }, (_, tile) => (tile === 6 ? 1 : 0))
    for (const [config, input] of [
      [plain, expected],
      [timed, [...expected, 0.75]],
    ] as const) {
      const seen = withPolicyInput(createEnvironment(config.environment), config)
      expect(inputSize(config)).toBe(input.length)
      const into = new Float32Array(seen.observationSize)
      seen.observe(Float64Array.of(6, 25), 0, into, 0)
      expect([...into]).toEqual(input)
    }
  })

  it('that is aware of time has features of it as of any other quantity', () => {
    const config = exampleConfig({
      environment: { id: 'MovingParticle-v0' },
      policy: { kind: 'softmax-linear', features: 'polynomial' },
      estimator: { truncation: 'time-aware' },
    })
    const environment = withPolicyInput(createEnvironment(config.environment), config)
    expect(inputSize(config)).toBe(9)
    const input = new Float32Array(9)
    environment.observe(Float64Array.of(0.5, 0.25, 100), 0, input, 0)
    // x, y, t, x², xy, xt, y², yt, t²
    expect([...input]).toEqual([0.5, 0.25, 0.5, 0.25, 0.125, 0.25, 0.0625, 0.125, 0.25])
  })

  it('is normalised before the time left and features of both', () => {
    const config = exampleConfig({
      environment: { id: 'MovingParticle-v0' },
      policy: { kind: 'softmax-linear', features: 'polynomial', normalizeObservations: true },
      estimator: { truncation: 'time-aware' },
    })
    // Means 0.5 and 0, variances 1/16 and 1/4.
    const normalizer = createNormalizer(config, Float64Array.of(4, 0.5, 0, 0.25, 1))
    const seen = withPolicyInput(createEnvironment(config.environment), config, normalizer)
    const input = new Float32Array(9)
    seen.observe(Float64Array.of(1, 0.25, 100), 0, input, 0)
    // x = 2, y = 0.5, t = 0.5, x², xy, xt, y², yt, t²
    const expected = [2, 0.5, 0.5, 4, 1, 1, 0.25, 0.25, 0.25]
    expected.forEach((x, i) => expect(input[i]).toBeCloseTo(x, 5))
  })

  it('of a network on quantities is the environment itself, which costs nothing', () => {
    const config = exampleConfig()
    const environment = createEnvironment(config.environment)
    expect(withPolicyInput(environment, config)).toBe(environment)
  })
})
