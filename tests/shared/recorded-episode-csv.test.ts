import { expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { recordedEpisodeCsv } from '#shared/recorded-episode-csv.ts'
import { exampleEpisode } from '../renderer/playback/example-episode.ts'

it('a recorded episode is a table of one row a step, empty where something is not known', () => {
  const step = {
    observation: [1, 2, 3, 4],
    state: [1, 2, 3, 4],
    action: 1,
    policy: { kind: 'categorical', probabilities: [0.25, 0.75] },
    reward: 1,
  } as const
  const csv = recordedEpisodeCsv(
    exampleEpisode([step, step]),
    presets['cartpole-reinforce']!.config,
  )
  expect(csv.split('\r\n')).toEqual([
    't,observation_cart_position,observation_cart_velocity,observation_pole_angle,observation_pole_angular_velocity,probability_push_left,probability_push_right,action,reward,reward_to_go,value,value_error,baseline,advantage,score_push_left,score_push_right,score_norm,cosine_with_episode',
    '0,1,2,3,4,0.25,0.75,1,1,2,,,1,1,-0.25,0.25,0,0.5',
    '1,1,2,3,4,0.25,0.75,1,1,1,,,1,0,-0.25,0.25,0.5,0.5',
    '',
  ])
})
