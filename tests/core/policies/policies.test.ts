import { describe, expect, it } from 'vitest'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { testPolicy } from './policy-contract.ts'

const engine = await loadTestEngine()
const simdEngine = loadSimdEngine()
const particle = { id: 'MovingParticleContinuous-v0' } as const

const policies: Record<string, Partial<RunConfigInput>> = {
  'softmax-linear, interaction': { policy: { kind: 'softmax-linear', features: 'interaction' } },
  'softmax-linear, raw': { policy: { kind: 'softmax-linear', features: 'raw' } },
  'softmax-linear, eight actions': {
    environment: { id: 'MovingParticle-v0' },
    policy: { kind: 'softmax-linear' },
  },
  'softmax-linear, polynomial': { policy: { kind: 'softmax-linear', features: 'polynomial' } },
  'softmax-linear, fourier': {
    policy: { kind: 'softmax-linear', features: 'fourier', fourierOrder: 1 },
  },
  'softmax-linear, tile-coding': {
    environment: { id: 'MovingParticle-v0' },
    policy: { kind: 'softmax-linear', features: 'tile-coding', tilings: 2 },
  },
  'softmax-linear, one-hot': {
    environment: { id: 'FrozenLake-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
  },
  'gaussian-linear, one-hot': {
    environment: { id: 'GaussianBandit-v0' },
    policy: { kind: 'gaussian-linear', features: 'one-hot' },
  },
  'gaussian-linear, fourier': {
    environment: particle,
    policy: { kind: 'gaussian-linear', features: 'fourier', sigma: 'learned' },
  },
  'gaussian-linear, σ fixed': {
    environment: particle,
    policy: { kind: 'gaussian-linear', sigma: 'fixed', initialSigma: 0.7 },
  },
  'gaussian-linear, σ learned': {
    environment: particle,
    policy: { kind: 'gaussian-linear', sigma: 'learned', initialSigma: 1.5 },
  },
  'mlp, tanh': { policy: { kind: 'mlp', hiddenSizes: [7, 3], activation: 'tanh' } },
  'mlp, relu': { policy: { kind: 'mlp', hiddenSizes: [5], activation: 'relu' } },
  'mlp, Gaussian': { environment: particle, policy: { kind: 'mlp', hiddenSizes: [6, 6] } },
}

describe.each(Object.entries(policies))('%s', (_, changes) => {
  testPolicy(exampleConfig(changes), engine)
})

describe.each(Object.entries(policies))('on simd, %s', (_, changes) => {
  testPolicy(exampleConfig(changes), simdEngine)
})

const create = (changes: Partial<RunConfigInput>) =>
  createPolicy(exampleConfig(changes), engine, createRng(1, 'initial-parameters'))

describe('softmax-linear', () => {
  it('begins uniform', () => {
    const { network } = create({ policy: { kind: 'softmax-linear' } })
    const outputs = new Float32Array(2)
    network.forward(Float32Array.of(1, -2, 3, 4), 0, 1, outputs)
    expect([...outputs]).toEqual([0, 0])
  })

  it('with raw features chooses the same way in every state, whatever its parameters', () => {
    const policy = create({ policy: { kind: 'softmax-linear', features: 'raw' } })
    policy.parameters.set([3, -1, 2, 0.5, 1.25])
    policy.parametersChanged()
    const difference = (observation: number[]) => {
      const outputs = new Float32Array(2)
      policy.network.forward(Float32Array.from(observation), 0, 1, outputs)
      return outputs[1]! - outputs[0]!
    }
    // The float32 sums around the common term round a little.
    expect(difference([0, 0, 0, 0])).toBeCloseTo(1.25, 5)
    expect(difference([1, 2, -3, 0.5])).toBeCloseTo(1.25, 5)
  })
})

describe('Gaussian policies', () => {
  it('begin at the given σ, learned or fixed', () => {
    for (const sigma of ['fixed', 'learned'] as const) {
      const policy = create({
        environment: particle,
        policy: { kind: 'gaussian-linear', sigma, initialSigma: 0.7 },
      })
      expect(policy.sigma()).toBeCloseTo(0.7, 6)
    }
  })
})
