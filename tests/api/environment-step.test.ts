import { describe, expect, it } from 'vitest'
import { environmentStep } from '#main/backend.ts'
import { environmentIds, describeDefault } from '#shared/environments.ts'

const lake = (initialState: number[], actions: unknown[], more = {}) =>
  environmentStep({ environment: 'FrozenLake-v1', initialState, actions, ...more })

describe('stepping through an environment', () => {
  it.each(environmentIds)('works in %s, with actions in brackets or without', (environment) => {
    const { state, observation } = describeDefault(environment)
    const initialState = state.map(() => 0)
    const replays = [[1], [[1]]].map((actions) =>
      environmentStep({ environment, initialState, actions }),
    )
    expect(replays[0]).toEqual(replays[1])
    expect(replays[0]!.observations[1]).toHaveLength(observation.length)
  })

  it('draws from its seed where the environment is stochastic', () => {
    const outcomes = Array.from({ length: 30 }, (_, seed) => lake([14], [1], { seed }))
    expect(outcomes[4]).toEqual(lake([14], [1], { seed: 4 }))
    const tiles = new Set(outcomes.map(({ observations }) => observations[1]![0]))
    // Down, left or right of tile 14: the border, tile 13, the goal.
    expect(tiles).toEqual(new Set([13, 14, 15]))
  })

  it('refuses a state that leads beyond what a number can hold, instead of telling of it in nulls', () => {
    const initialState = [0, 0, 0, 1e200]
    expect(() =>
      environmentStep({ environment: 'CartPole-v1', initialState, actions: [0] }),
    ).toThrow(
      'initialState is [0,0,0,1e+200]; it leads to numbers that are not finite in float32, use smaller ones',
    )
  })

  it('takes parameters, and refuses a state or a map that is none in one sentence', () => {
    const parameters = { map: ['SG', 'FF'], isSlippery: false }
    expect(lake([0], [2], { parameters })).toMatchObject({ rewards: [1], terminated: [true] })
    expect(() => lake([4], [2], { parameters })).toThrow(
      'initialState: component 0 is 4; tile must be a whole number from 0 to 3',
    )
    expect(() => lake([0], [2], { parameters: { map: ['SF', 'FF'] } })).toThrow(
      'parameters.map has no goal; one tile must be G',
    )
  })
})
