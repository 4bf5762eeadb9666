import { describe, expect, it } from 'vitest'
import { createAcrobot } from '#core/environments/acrobot.ts'
import { replayActions } from '#core/environments/replay-actions.ts'
import { createRng } from '#core/rng.ts'
import { environments } from '#shared/environments.ts'
import { cos } from '#shared/math/sine.ts'
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

  it('ends exactly above the target, wherever the links are and however long', () => {
    const rng = createRng(1, 'states')
    const ends = { terminated: 0, not: 0 }
    for (const [firstLength, secondLength, targetHeight] of [
      [1, 1, 1],
      [1, 1, -1.9],
      [0.3, 5, -5.2],
    ] as const) {
      const lengths = { firstLength, secondLength, targetHeight }
      const parameters = environments['Acrobot-v1'].parameters.parse(lengths)
      const { isTerminated } = createAcrobot(parameters)
      for (let i = 0; i < 3000; i++) {
        const state = Float64Array.from([0, 1, 2, 3], () => Math.PI * (2 * rng.uniform() - 1))
        const [first, second] = [state[0]!, state[1]! + state[0]!]
        const height = -firstLength * cos(first) - secondLength * cos(second)
        ends[height > targetHeight ? 'terminated' : 'not']++
        expect(isTerminated(state, 0)).toBe(height > targetHeight)
      }
    }
    expect(Math.min(ends.terminated, ends.not)).toBeGreaterThan(1000)
  })

  it('turns no faster than 4π and 9π', () => {
    const [, after] = replay([0, 0, 100, -100], [1], { gravity: 0 }).observations
    expect(Math.abs(after![4]!)).toBeLessThanOrEqual(Math.fround(4 * Math.PI))
    expect(Math.abs(after![5]!)).toBe(Math.fround(9 * Math.PI))
  })
})
