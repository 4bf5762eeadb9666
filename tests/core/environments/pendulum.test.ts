import { describe, expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'
import { testGymnasiumParity } from './gymnasium.ts'

const config = environmentConfig({ id: 'Pendulum-v1' })

const reward = (state: number[], torque: number) =>
  replayActions(config, state, [[torque]]).rewards[0]!

describe('pendulum', () => {
  testEnvironment(config, {
    isDefaultStart: ([angle, velocity]) => Math.abs(angle!) <= Math.PI && Math.abs(velocity!) <= 1,
  })
  testGymnasiumParity(config)

  it('pays for the clipped torque', () => {
    expect(reward([0, 0], 5)).toBeCloseTo(-0.004, 9)
    expect(reward([0, 0], 5)).toBe(reward([0, 0], 2))
  })

  it('pays for the wrapped angle, from before the step', () => {
    expect(reward([Math.PI + 0.1, 0], 0)).toBeCloseTo(-((Math.PI - 0.1) ** 2), 9)
    expect(reward([-5 * Math.PI - 0.1, 0], 0)).toBeCloseTo(-((Math.PI - 0.1) ** 2), 9)
  })

  it('turns no faster than 8 rad/s', () => {
    const { observations } = replayActions(config, [Math.PI / 2, 8], [[2]])
    expect(observations[1]![2]).toBe(8)
  })
})
