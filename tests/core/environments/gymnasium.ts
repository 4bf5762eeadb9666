import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import type { RunConfig } from '#shared/run-config.ts'

interface GymnasiumEpisode {
  readonly initialState: readonly number[]
  readonly actions: readonly (number | readonly number[])[]
  readonly observations: readonly (readonly number[])[]
  readonly rewards: readonly number[]
  readonly terminated: readonly boolean[]
  readonly truncated: readonly boolean[]
}

const isClose = (x: number, expected: number) =>
  Math.abs(x - expected) <= 1e-6 * Math.max(1, Math.abs(expected))

export function gymnasiumEpisodes(id: string): readonly GymnasiumEpisode[] {
  const file = new URL(`../../fixtures/gymnasium/${id}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { episodes: GymnasiumEpisode[] }).episodes
}

/** Holds an environment against recorded episodes of Gymnasium's, from the same states and actions. */
export function testGymnasiumParity(config: RunConfig['environment']): void {
  const episodes = gymnasiumEpisodes(config.id)

  it.each(episodes.map((episode, i) => [i, episode] as const))(
    "reproduces Gymnasium's episode %i to 1e-6, with exact flags",
    (_, episode) => {
      const { observations, rewards, terminated, truncated } = replayActions(
        config,
        episode.initialState,
        episode.actions.map((action) => [action].flat() as number[]),
      )
      expect(observations).toHaveLength(episode.observations.length)
      observations.forEach((observation, t) =>
        observation.forEach((x, i) => {
          expect(isClose(x, episode.observations[t]![i]!), `observation ${t}, ${i}`).toBe(true)
        }),
      )
      rewards.forEach((reward, t) => {
        expect(isClose(reward, episode.rewards[t]!), `reward ${t}`).toBe(true)
      })
      expect(terminated).toEqual(episode.terminated)
      expect(truncated).toEqual(episode.truncated)
    },
  )
}
