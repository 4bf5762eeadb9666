import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { replayActions } from '#core/environments/replay-actions.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'
import { testGymnasiumParity } from './gymnasium.ts'

const config = environmentConfig({ id: 'CartPole-v1' })
const replay = (initialState: readonly number[], actions: readonly number[]) =>
  replayActions(
    config,
    initialState,
    actions.map((action) => [action]),
  )

describe('cart-pole', () => {
  testEnvironment(config, {
    isDefaultStart: (state) => state.every((x) => Math.abs(x) <= 0.05),
  })
  testGymnasiumParity(config)

  it('gives reward 1 on the terminating step too', () => {
    expect(replay([2.399, 3, 0, 0], [1])).toMatchObject({ rewards: [1], terminated: [true] })
  })

  it('pays nothing for steps after the pole fell, as Gymnasium does', () => {
    const { rewards, terminated } = replay([0, 0, 0.2, 1], [1, 1, 1, 1])
    expect(terminated).toEqual([true, true, true, true])
    expect(rewards).toEqual([1, 0, 0, 0])
  })

  it.each([
    [[2.4, 0, 0, 0], false],
    [[-2.41, 0, 0, 0], true],
    [[0, 0, (12 * Math.PI) / 180 - 1e-9, 0], false],
    [[0, 0, -(12 * Math.PI) / 180 - 1e-9, 0], true],
  ])('in state %j is terminated: %s', (state, expected) => {
    const environment = createEnvironment(config)
    expect(environment.isTerminated(Float64Array.from([...state, 0]), 0)).toBe(expected)
  })

  it('is truncated, not terminated, by its time limit of 500 steps', () => {
    // Alternating pushes under a state that is put back keep the pole up for ever.
    const environment = createEnvironment(config)
    const state = new Float64Array(environment.stateSize)
    const action = Float64Array.of(1)
    for (let t = 1; t <= 500; t++) {
      state.set([0, 0, 0, 0])
      environment.step(state, 0, action, 0, { uniform: () => 0.5 } as never)
      expect(environment.isTruncated(state, 0)).toBe(t === 500)
    }
    expect(environment.isTerminated(state, 0)).toBe(false)
  })

  it('that falls at the limit of 500 steps is only terminated in training, and both where Gymnasium is', () => {
    const environment = createEnvironment(config)
    expect(environment.isTerminated(Float64Array.of(0, 0, 1, 0, 500), 0)).toBe(true)
    expect(environment.isTruncated(Float64Array.of(0, 0, 1, 0, 500), 0)).toBe(false)

    // Pushed to one side it falls early and stays fallen.
    const { terminated, truncated } = replay(
      [0, 0, 0, 0],
      Array.from({ length: 501 }, () => 1),
    )
    expect([498, 499, 500].map((t) => terminated[t])).toEqual([true, true, true])
    expect([498, 499, 500].map((t) => truncated[t])).toEqual([false, true, true])
  })
})
