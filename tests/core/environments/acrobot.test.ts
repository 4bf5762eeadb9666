import { describe, expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'
import { testGymnasiumParity } from './gymnasium.ts'

const config = environmentConfig({ id: 'Acrobot-v1' })
const replay = (state: number[], actions: number[], parameters = {}) =>
  replayActions(
    environmentConfig({ id: 'Acrobot-v1', parameters }),
    state,
    actions.map((action) => [action]),
  )

describe('acrobot', () => {
  testEnvironment(config, {
    isDefaultStart: (state) => state.every((x) => Math.abs(x) <= 0.1 && Math.fround(x) === x),
  })
  testGymnasiumParity(config)

  it('hangs still where nothing moves it', () => {
    const [, after] = replay([0, 0, 0, 0], [1]).observations
    const still = [1, 0, 1, 0, 0, 0]
    after!.forEach((x, i) => expect(x).toBeCloseTo(still[i]!, 12))
  })

  it('pays 0 for the step that lifts the end above the target, −1 for others', () => {
    // Both links upright, at rest: 2 m above the joint.
    expect(replay([Math.PI, 0, 0, 0], [1])).toMatchObject({ rewards: [0], terminated: [true] })
    const lower = replay([Math.PI, 0, 0, 0], [1], { targetHeight: 2.5 })
    expect(lower).toMatchObject({ rewards: [-1], terminated: [false] })
  })

  it('turns no faster than 4π and 9π', () => {
    const [, after] = replay([0, 0, 100, -100], [1], { gravity: 0 }).observations
    expect(Math.abs(after![4]!)).toBeLessThanOrEqual(Math.fround(4 * Math.PI))
    expect(Math.abs(after![5]!)).toBe(Math.fround(9 * Math.PI))
  })
})
