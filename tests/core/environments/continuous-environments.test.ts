import { describe, expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'

describe('gaussian bandit', () => {
  const bandit = environmentConfig({ id: 'GaussianBandit-v0' })
  testEnvironment(bandit, { isDefaultStart: ([steps]) => steps === 0 })

  it.each([
    [0, -1],
    [1, 0],
    [3, -4],
  ])('pays for %f minus its squared distance from 1: %f', (action, reward) => {
    const { rewards, terminated, observations } = replayActions(bandit, [0], [[action]])
    expect(rewards[0]).toBeCloseTo(reward, 12)
    expect([terminated, observations]).toEqual([[true], [[0], [0]]])
  })
})

describe('linear quadratic', () => {
  const parameters = { A: 0.5, B: 2, noise: 0, Q: 3, R: 4 }
  const still = environmentConfig({ id: 'LinearQuadratic-v0', parameters })
  testEnvironment(environmentConfig({ id: 'LinearQuadratic-v0' }), {
    isDefaultStart: ([s]) => Math.abs(s!) < 6,
  })

  it('moves to A·s + B·a and pays for the state before and the action', () => {
    const { observations, rewards } = replayActions(still, [4], [[1], [-1]])
    expect(observations).toEqual([[4], [4], [0]])
    expect(rewards).toEqual([-(3 * 16 + 4), -(3 * 16 + 4)])
  })

  it('adds noise of the given deviation', () => {
    const noisy = environmentConfig({ id: 'LinearQuadratic-v0', parameters: { noise: 0.5 } })
    const after = Array.from(
      { length: 2000 },
      (_, seed) => replayActions(noisy, [1], [[1]], seed).observations[1]![0]! - 2,
    )
    const variance = after.reduce((sum, e) => sum + e * e, 0) / 2000
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.04)
  })
})
