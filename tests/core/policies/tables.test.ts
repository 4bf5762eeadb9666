import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { createFiniteEnvironment } from '#core/environments/create-finite-environment.ts'
import { finiteGradient } from '#core/exact/finite-gradient.ts'
import { createFiniteModel } from '#core/exact/finite-model.ts'
import { createFinitePolicy } from '#core/exact/finite-policy.ts'
import { createLab } from '#core/exact/lab.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()
const table = { kind: 'softmax-linear', features: 'one-hot' } as const

/** ∇J at θ = 0, exactly. */
function exactGradient(environment: RunConfigInput['environment'], horizon: number) {
  const config = exampleConfig({ environment, policy: table })
  const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
  const finite = createFiniteEnvironment(config.environment)!
  const seen = withPolicyInput(createEnvironment(config.environment), config)
  const inputs = new Float32Array(finite.stateCount * seen.observationSize)
  for (let state = 0; state < finite.stateCount; state++) {
    const vector = Float64Array.of(state, 0)
    seen.observe(vector, 0, inputs, state * seen.observationSize)
  }
  const finitePolicy = createFinitePolicy(policy, inputs)
  const problem = { model: createFiniteModel(finite), horizon, gamma: 1 }
  return finiteGradient(problem, finitePolicy, new Float64Array(finitePolicy.parameterCount))
}

describe('the tabular softmax', () => {
  it('has 2 for dJ/dθ_right in the corridor, whose states share one row of the table', () => {
    const gradient = exactGradient({ id: 'ShortCorridor-v0' }, 1000)
    expect(gradient).toHaveLength(2)
    expect(gradient[0]).toBeCloseTo(-2, 8)
    expect(gradient[1]).toBeCloseTo(2, 8)
  })

  it('has the known gradient on the lake, 64 numbers of length 0.006811577', () => {
    const gradient = exactGradient({ id: 'FrozenLake-v1' }, 100)
    expect(gradient).toHaveLength(64)
    expect(Math.hypot(...gradient)).toBeCloseTo(0.006811577, 9)
  })

  it.each([1, 2, 3])('finds its way over the lake (seed %i)', (seed) => {
    const config = exampleConfig({
      environment: { id: 'FrozenLake-v1', parameters: { isSlippery: false } },
      policy: table,
      estimator: { gamma: 0.99 },
      optimizer: { kind: 'adam', learningRate: 0.1 },
      batch: { episodes: 32 },
      budget: { episodes: 6000 },
      seed,
    })
    const training = createTraining(config, engine)
    for (const _event of train(config, training));
    expect(training.progress.current.solvedAt).not.toBeNull()
  })
})

describe('a Gaussian table', () => {
  it('of one state is the mean and log σ, with the textbook’s slopes', () => {
    const config = exampleConfig({
      environment: { id: 'GaussianBandit-v0' },
      policy: { kind: 'gaussian-linear', features: 'one-hot', initialSigma: 1 },
    })
    const { parameters, exact } = createLab(config, engine, { kind: 'slider', value: 0.5 })
    expect([...parameters]).toEqual([0.5, 0])
    // J = −(μ − 1)² − σ².
    expect(exact.objective(parameters)).toBeCloseTo(-1.25, 12)
    expect(exact.gradient(parameters)[0]).toBeCloseTo(1, 12)
    expect(exact.gradient(parameters)[1]).toBeCloseTo(-2, 12)
    const { scoreEvents } = exact.values(parameters)
    expect([...scoreEvents]).toEqual([1 / 3, 1 / 15])
    const wide = { ...config, policy: { ...config.policy, initialSigma: 2 } } as RunConfig
    const point = { kind: 'slider', value: 0 } as const
    expect(createLab(wide, engine, point).parameters[1]).toBeCloseTo(Math.LN2, 6)
  })

  it.each([1, 2, 3])('of one state learns the bandit’s mean (seed %i)', (seed) => {
    const config = exampleConfig({
      environment: { id: 'GaussianBandit-v0' },
      policy: { kind: 'gaussian-linear', features: 'one-hot', sigma: 'fixed', initialSigma: 0.5 },
      optimizer: { kind: 'sgd', learningRate: 0.05 },
      batch: { episodes: 32 },
      budget: { updates: 200 },
      seed,
    })
    const training = createTraining(config, engine)
    for (const _event of train(config, training));
    expect(training.policy.parameters).toHaveLength(1)
    expect(training.policy.parameters[0]).toBeCloseTo(1, 1)
  })
})
