import { describe, expect, it } from 'vitest'
import { endingOf, frameAt, inWords } from '#renderer/playback/frame.ts'
import { describeDefault } from '#shared/environments.ts'
import { exampleEpisode } from './example-episode.ts'

const step = (state: number[], reward: number) => ({
  observation: state,
  state,
  action: 0,
  policy: { kind: 'categorical', probabilities: [0.25, 0.75] } as const,
  reward,
})
const episode = exampleEpisode([step([0, 0], -1), step([1, 0], 10)], { finalState: [2, 0] })

describe('frame', () => {
  it('begins with nothing earned and the first action to come', () => {
    expect(frameAt(episode, 0)).toMatchObject({
      state: [0, 0],
      path: [[0, 0]],
      lastReward: null,
      returnSoFar: 0,
      step: { reward: -1 },
    })
  })

  it('ends with the final state, the whole return and no action to come', () => {
    expect(frameAt(episode, 2)).toMatchObject({
      state: [2, 0],
      path: [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
      lastReward: 10,
      returnSoFar: 9,
      step: null,
    })
  })
})

it('has room for the whole episode at every moment, so that a drawing keeps its scale', () => {
  const states = [
    [0, 0],
    [1, 0],
    [2, 0],
  ]
  expect([0, 1, 2].map((position) => frameAt(episode, position).extent)).toEqual(
    Array(3).fill(states),
  )
})

describe('ending', () => {
  const particle = describeDefault('MovingParticle-v0')
  const cartPole = describeDefault('CartPole-v1')

  it('tells success from failure, and both from a time limit', () => {
    expect(endingOf(episode, particle)).toBe('Terminated: goal reached after 2 steps')
    expect(endingOf(episode, cartPole)).toBe('Terminated: failed after 2 steps')
    expect(endingOf({ ...episode, terminated: false, truncated: true }, cartPole)).toBe(
      'Truncated: time limit of 500 steps',
    )
  })
})

it('says a state in words, with units', () => {
  expect(inWords([{ label: 'angle', unit: 'rad' }, { label: 'x' }], [0.123, -2])).toBe(
    'angle 0.12 rad, x -2.00',
  )
})

it('after the last step there is still what the policy would see, where it was recorded', () => {
  const recorded = { ...episode, finalObservation: [7, 8] }
  expect(frameAt(recorded, 2)).toMatchObject({ step: null, observation: [7, 8] })
  expect(frameAt(recorded, 0).observation).toEqual(recorded.steps[0]!.observation)
  expect(frameAt(episode, 2).observation).toBeNull()
})
