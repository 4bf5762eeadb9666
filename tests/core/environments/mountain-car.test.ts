import { describe, expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'
import { gymnasiumEpisodes, testGymnasiumParity } from './gymnasium.ts'

const discrete = environmentConfig({ id: 'MountainCar-v0' })
const continuous = environmentConfig({ id: 'MountainCarContinuous-v0' })
const replay = (config: RunConfig['environment'], state: number[], actions: number[]) =>
  replayActions(
    config,
    state,
    actions.map((action) => [action]),
  )
const isDefaultStart = ([position, velocity]: readonly number[]) =>
  position! >= -0.6 && position! <= -0.4 && velocity === 0

describe.each([
  ['mountain car', discrete, [0, 2], 0.5],
  ['mountain car, continuous', continuous, [-1, 1], 0.45],
] as const)('%s', (_, config, [left, right], goal) => {
  testEnvironment(config, { isDefaultStart })
  testGymnasiumParity(config)

  it('is stopped by the left end of the track', () => {
    const { observations } = replay(config, [-1.19, -0.05], [left])
    expect(observations[1]).toEqual([Math.fround(-1.2), 0])
  })

  it('keeps its velocity at the right end', () => {
    const [, after] = replay(config, [0.59, 0.07], [right]).observations
    expect(after![0]).toBe(Math.fround(0.6))
    expect(after![1]).toBeGreaterThan(0.069)
  })

  it('moves no faster than 0.07, with the velocity that was clipped', () => {
    const [, after] = replay(config, [-1.1, 0.0699], [right]).observations
    expect(after![1]).toBe(Math.fround(0.07))
    expect(after![0]).toBeCloseTo(-1.03, 6)
  })

  it('ends at the goal only when it does not move back', () => {
    expect(replay(config, [goal - 0.01, 0.05], [right]).terminated).toEqual([true])
    expect(replay(config, [goal + 0.05, -0.01], [left]).terminated).toEqual([false])
  })
})

describe('mountain car, continuous', () => {
  it('pays for the action before it is clipped, and 100 at the goal', () => {
    const { rewards } = replay(continuous, [-0.5, 0], [3, -0.5])
    expect(rewards[0]).toBeCloseTo(-0.9, 12)
    expect(rewards[1]).toBeCloseTo(-0.025, 12)
    expect(replay(continuous, [0.44, 0.06], [2]).rewards[0]).toBeCloseTo(99.6, 12)
    const clipped = [3, 1].map((action) => replay(continuous, [-0.5, 0], [action]).observations)
    expect(clipped[0]).toEqual(clipped[1])
  })

  it('has the observations of Gymnasium to the bit, which keeps its state in 32', () => {
    const [, episode] = gymnasiumEpisodes('MountainCarContinuous-v0')
    const actions = episode!.actions.map((action) => [action].flat() as number[])
    const { observations } = replayActions(continuous, episode!.initialState, actions)
    expect(observations).toEqual(episode!.observations)
  })
})
