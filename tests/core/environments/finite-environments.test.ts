import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFiniteEnvironment } from '#core/environments/create-finite-environment.ts'
import { replayActions } from '#core/environments/replay-actions.ts'
import { createFiniteModel } from '#core/exact/finite-model.ts'
import { finiteObjective, optimalObjective } from '#core/exact/finite-values.ts'
import { problems } from '#shared/parse.ts'
import { environment } from '#shared/config/environment.ts'
import { describeEnvironment } from '#shared/environments.ts'
import { runConfigSchema, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'

const corridor = environmentConfig({ id: 'ShortCorridor-v0' })
const lake = environmentConfig({ id: 'FrozenLake-v1' })
const lake8x8 = environmentConfig({ id: 'FrozenLake-v1', parameters: { map: '8x8' } })
const cliff = environmentConfig({ id: 'CliffWalking-v1' })
const bandit = environmentConfig({ id: 'MultiArmedBandit-v0' })

const replay = (config: RunConfig['environment'], state: number, actions: number[], seed = 0) =>
  replayActions(
    config,
    [state],
    actions.map((action) => [action]),
    seed,
  )

/** J of a policy with the same probabilities in every state. */
function objective(config: RunConfig['environment'], policy: readonly number[], horizon: number) {
  const finite = createFiniteEnvironment(config)!
  const model = createFiniteModel(finite)
  const everywhere = Float64Array.from(
    { length: finite.stateCount * finite.actionCount },
    (_, pair) => policy[pair % finite.actionCount]!,
  )
  return finiteObjective({ model, horizon, gamma: 1 }, everywhere)
}

interface GymnasiumTable {
  readonly initialStateDistribution: readonly number[]
  readonly transitions: Record<string, Record<string, readonly [number, number, number, boolean][]>>
}

/** Gymnasium's own transition table, in the order it lists the outcomes in. */
function testGymnasiumTable(name: string, config: RunConfig['environment']) {
  it('has exactly the transition table of Gymnasium', () => {
    const file = new URL(`../../fixtures/gymnasium/${name}.json`, import.meta.url)
    const table = JSON.parse(readFileSync(file, 'utf8')) as GymnasiumTable
    const model = createFiniteEnvironment(config)!
    expect([...model.initialProbabilities]).toEqual(table.initialStateDistribution)
    expect(model.stateCount).toBe(Object.keys(table.transitions).length)
    for (let state = 0; state < model.stateCount; state++) {
      for (let action = 0; action < 4; action++) {
        const rows = model
          .transitions(state, action)
          .map(({ probability, nextState, reward, terminated }) => [
            probability,
            nextState,
            reward,
            terminated,
          ])
        expect(rows, `${state} –${action}→`).toEqual(table.transitions[state]![action])
      }
    }
  })
}

describe('short corridor', () => {
  testEnvironment(corridor, { isDefaultStart: ([place]) => place === 0 })

  it('exchanges left and right in the middle', () => {
    // Right, then left to go right, then right to the end.
    expect(replay(corridor, 0, [1, 0, 1])).toMatchObject({
      observations: [[0], [0], [0], [0]],
      rewards: [-1, -1, -1],
      terminated: [false, false, true],
    })
    expect(replay(corridor, 1, [1, 0]).terminated).toEqual([false, false])
  })

  it.each([0.3, 0.5, 2 - Math.SQRT2])('is worth (2p − 4)/(p(1 − p)) for p = %f', (p) => {
    const expected = (2 * p - 4) / (p * (1 - p))
    expect(objective(corridor, [1 - p, p], 1000)).toBeCloseTo(expected, 9)
  })
})

describe('frozen lake', () => {
  testEnvironment(lake, { isDefaultStart: ([tile]) => tile === 0 })
  testGymnasiumTable('FrozenLake-v1', lake)

  it('is worth 0.01393980 to a random walk of at most 100 steps, and at best 0.744190', () => {
    expect(objective(lake, [0.25, 0.25, 0.25, 0.25], 100)).toBeCloseTo(0.0139398, 8)
    const model = createFiniteModel(createFiniteEnvironment(lake)!)
    expect(optimalObjective({ model, horizon: 100, gamma: 1 })).toBeCloseTo(0.74419, 6)
  })

  it('that is not slippery leads where one walks', () => {
    const firm = environmentConfig({ id: 'FrozenLake-v1', parameters: { isSlippery: false } })
    expect(replay(firm, 0, [1, 1, 2, 2, 1, 2])).toMatchObject({
      observations: [[0], [4], [8], [9], [10], [14], [15]],
      rewards: [0, 0, 0, 0, 0, 1],
      terminated: [false, false, false, false, false, true],
    })
    // The border stops.
    expect(replay(firm, 0, [0, 3]).observations).toEqual([[0], [0], [0]])
  })

  it('lets nobody out of a hole or back from the goal, and pays nothing there', () => {
    for (const tile of [5, 15]) {
      expect(replay(lake, tile, [0, 1])).toMatchObject({
        observations: [[tile], [tile], [tile]],
        rewards: [0, 0],
        terminated: [true, true],
      })
    }
  })

  it('slips as its seed decides', () => {
    const walk = (seed: number) => replay(lake, 14, [2, 2, 2, 2, 2, 2], seed).observations
    expect(walk(1)).toEqual(walk(1))
    const walks = Array.from({ length: 20 }, (_, seed) => walk(seed).join())
    expect(new Set(walks).size).toBeGreaterThan(5)
  })

  it('has the limit and the threshold of its map', () => {
    const describeMap = (map: string | string[], rest = {}) => {
      const parameters = { map: map as '4x4', ...rest }
      const settings = environmentConfig({ id: 'FrozenLake-v1', parameters })
      const { maxEpisodeSteps, solvedReturn, observation } = describeEnvironment(settings)
      return [maxEpisodeSteps, solvedReturn, observation[0]!.values]
    }
    expect(describeMap('4x4')).toEqual([100, 0.7, 16])
    expect(describeMap('8x8')).toEqual([200, 0.85, 64])
    expect(describeMap(['SFFF', 'FHFH', 'FFFH', 'HFFG'])).toEqual([100, 0.7, 16])
    expect(describeMap(['SFG', 'FFF'])).toEqual([100, null, 6])
    expect(describeMap('4x4', { maxEpisodeSteps: 30 })).toEqual([30, null, 16])
  })

  it.each([
    [['FFF', 'FFG'], /has no start; one tile must be S/],
    [['SFF', 'FFF'], /has no goal; one tile must be G/],
    [['SFF', 'FG'], /has 3 tiles in row 1 but 2 in row 2; all rows must be equally long/],
    [['SXF', 'FFG'], /has “X” in row 1, column 2; allowed are S \(start\), F \(ice\)/],
    [['SHF', 'HFG'], /has no way over ice to a goal from the start in row 1, column 1/],
    [['SFHS', 'FFHH', 'GFFF'], /from the start in row 1, column 4/],
    [['S'], /has 1 × 1 tiles; rows and columns must be from 2 to 32 each/],
    [[], /has 0 × 0 tiles/],
  ])('refuses the map %j in one sentence', (map, sentence) => {
    const found = problems(environment, { id: 'FrozenLake-v1', parameters: { map } })
    expect(found).toHaveLength(1)
    expect(found[0]!.path).toEqual(['parameters', 'map'])
    expect(found[0]!.message).toMatch(sentence)
  })
})

describe('frozen lake of 8 × 8 tiles', () => {
  testEnvironment(lake8x8, { isDefaultStart: ([tile]) => tile === 0 })
  testGymnasiumTable('FrozenLake8x8-v1', lake8x8)
})

describe('a lake of one’s own', () => {
  const parameters = {
    map: ['FSH', 'SFG'],
    successRate: 0.5,
    goalReward: 5,
    holeReward: -2,
    iceReward: -0.1,
  }
  const own = environmentConfig({ id: 'FrozenLake-v1', parameters })
  testEnvironment(own, { isDefaultStart: ([tile]) => tile === 1 || tile === 3 })

  it('draws its start from all of them, and pays as it is told', () => {
    const model = createFiniteEnvironment(own)!
    expect([...model.initialProbabilities]).toEqual([0, 0.5, 0, 0.5, 0, 0])
    // Down from tile 1: left to 0, down to 4 or right into the hole.
    expect(model.transitions(1, 1)).toEqual([
      { probability: 0.25, nextState: 0, reward: -0.1, terminated: false },
      { probability: 0.5, nextState: 4, reward: -0.1, terminated: false },
      { probability: 0.25, nextState: 2, reward: -2, terminated: true },
    ])
  })

  it('has a start distribution of one’s own in its model too', () => {
    const initialState = { kind: 'box', low: [2], high: [4] } as const
    const model = createFiniteEnvironment({ ...own, initialState: initialState as never })!
    expect([...model.initialProbabilities]).toEqual([0, 0, 1 / 3, 1 / 3, 1 / 3, 0])
  })
})

describe('cliff walking', () => {
  testEnvironment(cliff, { isDefaultStart: ([tile]) => tile === 36 })
  testGymnasiumTable('CliffWalking-v1', cliff)

  it('leads back to the start from the cliff, for 100, and goes on', () => {
    expect(replay(cliff, 36, [1, 0, 1, 2])).toMatchObject({
      observations: [[36], [36], [24], [25], [36]],
      rewards: [-100, -1, -1, -100],
      terminated: [false, false, false, false],
    })
  })

  it('ends in the lower right corner', () => {
    const way = [0, ...Array.from({ length: 11 }, () => 1), 2]
    const { rewards, terminated } = replay(cliff, 36, way)
    expect(rewards.every((reward) => reward === -1)).toBe(true)
    expect(terminated.indexOf(true)).toBe(12)
    const model = createFiniteModel(createFiniteEnvironment(cliff)!)
    expect(optimalObjective({ model, horizon: 200, gamma: 1 })).toBe(-13)
  })

  it('may be of another size, and slippery', () => {
    const parameters = { rows: 3, columns: 5, isSlippery: true }
    const other = environmentConfig({ id: 'CliffWalking-v1', parameters })
    const model = createFiniteEnvironment(other)!
    expect(model.stateCount).toBe(15)
    // Right from the start at 10: up to 5, into the cliff, or against the border.
    expect(model.transitions(10, 1)).toEqual([
      { probability: 1 / 3, nextState: 5, reward: -1, terminated: false },
      { probability: 1 / 3, nextState: 10, reward: -100, terminated: false },
      { probability: 1 / 3, nextState: 10, reward: -1, terminated: false },
    ])
  })
})

describe('multi-armed bandit', () => {
  testEnvironment(bandit, { isDefaultStart: ([steps]) => steps === 0 })

  it('is worth the mean of its arms under each policy', () => {
    const two = environmentConfig({
      id: 'MultiArmedBandit-v0',
      parameters: { means: [1, 5], deviations: [0, 2] },
    })
    expect(objective(two, [0.25, 0.75], 1)).toBe(4)
    expect(replay(two, 0, [0])).toMatchObject({ rewards: [1], terminated: [true] })
  })

  it('draws rewards with the deviation of the arm', () => {
    const rewards = Array.from(
      { length: 2000 },
      (_, seed) => replay(bandit, 0, [2], seed).rewards[0]!,
    )
    const mean = rewards.reduce((sum, r) => sum + r, 0) / 2000
    const variance = rewards.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 1999
    expect(Math.abs(mean - 1.5)).toBeLessThan(0.1)
    expect(Math.abs(variance - 1)).toBeLessThan(0.15)
  })
})

describe('an index as a state', () => {
  const sentence = (input: RunConfigInput['environment']) => {
    const config = { environment: input, policy: { kind: 'mlp' } }
    const rest = { optimizer: { kind: 'adam' }, batch: { episodes: 1 }, budget: { updates: 1 } }
    return problems(runConfigSchema, { ...config, ...rest }).map(({ message }) => message)
  }

  it.each([2.5, -1, 16])('is not %f on a lake of 16 tiles', (tile) => {
    expect(
      sentence({ id: 'FrozenLake-v1', initialState: { kind: 'point', state: [tile] } }),
    ).toEqual([
      `environment.initialState.state component 0 is ${tile}; tile must be a whole number from 0 to 15`,
    ])
  })

  it('has an arm for each mean and deviation', () => {
    const parameters = { means: [1, 2, 3], deviations: [1, 1] }
    expect(sentence({ id: 'MultiArmedBandit-v0', parameters })).toEqual([
      'environment.parameters.deviations has 2 numbers, but environment.parameters.means has 3; every arm needs one of each',
    ])
  })
})
