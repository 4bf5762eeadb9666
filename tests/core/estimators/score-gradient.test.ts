import { describe, expect, it } from 'vitest'
import type { Engine } from '#core/engines/engine.ts'
import { covarianceTrace } from '#core/estimators/gradient-covariance.ts'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import { scoreGradient } from '#core/estimators/score-gradient.ts'
import { createUpdateDivergence } from '#core/estimators/update-divergence.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { gradientOf, LENGTHS, played, STEPS } from './played.ts'

const engines: Record<string, Engine> = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }

const policies: Record<string, RunConfigInput['policy']> = {
  'a network': { kind: 'mlp', hiddenSizes: [9] },
  'raw features, whose parameters are tied': { kind: 'softmax-linear', features: 'raw' },
}

describe.each(Object.entries(engines))('the score gradient on %s', (_, engine) => {
  describe.each(Object.entries(policies))('of %s', (_, policyConfig) => {
    const policy = createPolicy(
      exampleConfig({ policy: policyConfig }),
      engine,
      createRng(1, 'initial-parameters'),
    )
    policy.parameters.forEach((x, i) => (policy.parameters[i] = x + 0.1 * (i % 3)))
    policy.parametersChanged()
    const { batch, weights } = played(policy)

    function compute(rowsPerCall: number) {
      const network = { ...policy.network, rowsPerCall }
      const gradient = new Float32Array(policy.parameters.length)
      const all = groupByTrajectory(batch)
      const running = scoreGradient({ ...policy, network }, batch, weights, all, gradient)
      let pauses = 0
      for (;;) {
        const next = running.next()
        if (next.done) return { ...next.value, gradient, pauses }
        pauses += 1
      }
    }

    it.each([1000, 32, 10, 1])(
      'is the sum over its trajectories, %i rows a call',
      (rowsPerCall) => {
        const { gradient, squaredSum, pauses } = compute(rowsPerCall)
        const expected = gradientOf(policy, batch, weights, null)
        const squares = LENGTHS.map((_, k) =>
          gradientOf(policy, batch, weights, k).reduce((sum, g) => sum + g * g, 0),
        )
        const largest = Math.max(...expected.map(Math.abs))
        gradient.forEach((g, i) => expect(Math.abs(g - expected[i]!)).toBeLessThan(1e-4 * largest))
        expect(squaredSum / squares.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 4)
        expect(pauses).toBeGreaterThanOrEqual(Math.ceil(STEPS / rowsPerCall))
      },
    )

    it('tells the same sums of what is not weighted, however many calls', () => {
      const whole = compute(1000).gauge
      for (const rowsPerCall of [32, 10, 1]) {
        const { sum, squares } = compute(rowsPerCall).gauge
        sum.forEach((s, i) => expect(s).toBeCloseTo(whole.sum[i]!, 9))
        squares.forEach((s, i) => expect(s).toBeCloseTo(whole.squares[i]!, 9))
      }
      expect(whole.squares[0]).toBeGreaterThan(0.1)
    })

    it('has a spread between its trajectories', () => {
      const { gradient, squaredSum } = compute(1000)
      const shares = LENGTHS.map((_, k) => gradientOf(policy, batch, weights, k))
      const mean = gradient.map((g) => g / LENGTHS.length)
      const spread = shares
        .map((share) => share.reduce((sum, g, i) => sum + (g - mean[i]!) ** 2, 0))
        .reduce((sum, x) => sum + x, 0)
      const counts = { trajectories: LENGTHS.length, steps: batch.steps }
      const trace = covarianceTrace(counts, squaredSum, Math.hypot(...gradient))!
      expect(trace / (spread / 3)).toBeCloseTo(1, 3)
    })
  })

  it('is followed by a divergence that is 0 without a step and grows with its square', () => {
    const policy = createPolicy(exampleConfig(), engine, createRng(1, 'initial-parameters'))
    const { batch } = played(policy)
    const divergence = createUpdateDivergence(policy, engine)
    const { inputSize } = policy.network.shape
    const crew: Parameters<typeof divergence.remember>[0] = {
      *copyObservations(rows, into) {
        rows.forEach((row, i) => {
          const from = row * inputSize
          into.set(batch.observations.subarray(from, from + inputSize), i * inputSize)
        })
      },
    }
    divergence.remember(crew, batch.steps).next()
    expect(divergence.measure()).toBeCloseTo(0, 9)
    const move = (size: number) => {
      const start = policy.save()
      policy.parameters.forEach((x, i) => (policy.parameters[i] = x + size * Math.sin(i)))
      policy.parametersChanged()
      const kl = divergence.measure()
      policy.restore(start)
      return kl
    }
    expect(move(0.1)).toBeGreaterThan(0)
    expect(move(0.1) / move(0.05)).toBeGreaterThan(3)
    expect(move(0.1) / move(0.05)).toBeLessThan(5)
  })

  it('is followed by the divergence of a σ that alone has moved', () => {
    const config = exampleConfig({
      environment: { id: 'Pendulum-v1' },
      policy: { kind: 'gaussian-linear' },
    })
    const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
    const divergence = createUpdateDivergence(policy, engine)
    divergence.remember({ *copyObservations() {} }, 1).next()
    const logSigma = policy.parameters.length - 1
    policy.parameters[logSigma] = policy.parameters[logSigma]! + 0.3
    policy.parametersChanged()
    // log(σ'/σ) + σ²/(2σ'²) − ½ at the same mean.
    expect(divergence.measure()).toBeCloseTo(0.3 + Math.exp(-0.6) / 2 - 0.5, 6)
  })
})
