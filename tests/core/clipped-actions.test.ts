import { describe, expect, it } from 'vitest'
import { actionBounds, countClipped } from '#core/clipped-actions.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadSimdEngine } from './simd.ts'

describe('clipped actions', () => {
  it('are the numbers outside their own bounds, which are allowed themselves', () => {
    const actions = Float32Array.of(-3, 5, 2, 1.5, 0, -7, 9, 9)
    const bounds = [
      [-2, 2],
      [-Infinity, 1],
    ] as const
    expect(countClipped(actions, 3, bounds)).toBe(3)
    expect(countClipped(actions, 0, bounds)).toBe(0)
  })

  it('are known of environments with bounds alone', () => {
    expect(actionBounds(exampleConfig().environment)).toBeNull()
    const moving = exampleConfig({
      environment: { id: 'MovingParticleContinuous-v0' },
      policy: { kind: 'gaussian-linear' },
    })
    expect(actionBounds(moving.environment)).toBeNull()
  })

  it('have a share that updates tell', () => {
    const share = (changes: Partial<RunConfigInput>) => {
      const config = exampleConfig({ ...changes, budget: { updates: 1 } })
      for (const event of train(config, createTraining(config, loadSimdEngine()))) {
        if (event.kind === 'update') return event.update.clippedActions
      }
      return undefined
    }
    const environment = { id: 'Pendulum-v1' } as const
    const sigma = (initialSigma: number) =>
      share({ environment, policy: { kind: 'gaussian-linear', sigma: 'fixed', initialSigma } })
    // θ = 0: N(0, σ²) beyond ±2 are 31.7 % for σ = 2, of 800 torques.
    expect(Math.abs(sigma(2)! - 0.317)).toBeLessThan(0.06)
    expect(sigma(0.1)).toBe(0)
    expect(share({})).toBeNull()
  })
})
