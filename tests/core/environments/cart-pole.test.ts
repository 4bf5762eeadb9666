import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { replayActions } from '#core/environments/replay-actions.ts'
import { testEnvironment } from './environment-contract.ts'

interface GymnasiumEpisode {
  readonly initialState: readonly number[]
  readonly actions: readonly number[]
  readonly observations: readonly (readonly number[])[]
  readonly rewards: readonly number[]
  readonly terminated: readonly boolean[]
  readonly truncated: readonly boolean[]
}

const config = { id: 'CartPole-v1', parameters: {}, initialState: 'default' } as const
const { episodes } = JSON.parse(
  readFileSync(new URL('../../fixtures/gymnasium/CartPole-v1.json', import.meta.url), 'utf8'),
) as { episodes: GymnasiumEpisode[] }

const replay = (initialState: readonly number[], actions: readonly number[]) =>
  replayActions(
    createEnvironment(config),
    initialState,
    actions.map((action) => [action]),
  )

describe('cart-pole', () => {
  testEnvironment(config)

  it.each(episodes.map((episode, i) => [i, episode] as const))(
    "reproduces Gymnasium's episode %i to 1e-6, with exact flags",
    (_, episode) => {
      const { observations, rewards, terminated, truncated } = replay(
        episode.initialState,
        episode.actions,
      )
      expect(observations).toHaveLength(episode.observations.length)
      observations.forEach((observation, t) =>
        observation.forEach((x, i) => {
          const expected = episode.observations[t]![i]!
          expect(Math.abs(x - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)))
        }),
      )
      expect(rewards).toEqual(episode.rewards)
      expect(terminated).toEqual(episode.terminated)
      expect(truncated).toEqual(episode.truncated)
    },
  )

  it('gives reward 1 on the terminating step too', () => {
    expect(replay([2.399, 3, 0, 0], [1])).toMatchObject({ rewards: [1], terminated: [true] })
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
})
