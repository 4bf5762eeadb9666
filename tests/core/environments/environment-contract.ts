import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { createFiniteEnvironment } from '#core/environments/create-finite-environment.ts'
import type { Environment } from '#core/environments/environment.ts'
import { createRng, type Rng } from '#core/rng.ts'
import { describeEnvironment, type StateQuantity } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { testFiniteModel } from './finite-model-contract.ts'

interface Contract {
  /** Whether s_0 under `default` is one of the environment's own; what its description says in words. */
  readonly isDefaultStart: (state: readonly number[]) => boolean
}

/** Of random actions: some are clipped where they are, and a state is not driven far where not. */
const ACTION_DEVIATION = 0.7

/** What every environment promises. Each environment's test file calls this once. */
export function testEnvironment(config: RunConfig['environment'], contract: Contract): void {
  const description = describeEnvironment(config)
  const { actionSpace, state: quantities } = description

  const randomAction = (rng: Rng) =>
    actionSpace.kind === 'discrete'
      ? [Math.floor(rng.uniform() * actionSpace.labels.length)]
      : Array.from({ length: actionSpace.size }, () => ACTION_DEVIATION * rng.normal())

  /** Random play in slot `slot` of an array with room for three states. */
  function play(seed: number, slot = 0, environment: Environment = createEnvironment(config)) {
    const rng = createRng(seed, 'environment')
    const choices = createRng(seed, 'action')
    const states = new Float64Array(3 * environment.stateSize).fill(7)
    const at = slot * environment.stateSize
    const observation = new Float32Array(environment.observationSize + 2).fill(-9)
    const visited: number[][] = []
    const steps: {
      observation: number[]
      reward: number
      terminated: boolean
      truncated: boolean
    }[] = []
    environment.reset(states, at, rng)
    for (;;) {
      const action = Float32Array.from([0, ...randomAction(choices)])
      environment.observe(states, at, observation, 1)
      visited.push([...states.subarray(at, at + quantities.length)])
      const reward = environment.step(states, at, action, 1, rng)
      const terminated = environment.isTerminated(states, at)
      const truncated = environment.isTruncated(states, at)
      steps.push({ observation: [...observation], reward, terminated, truncated })
      if (terminated || truncated) break
    }
    visited.push([...states.subarray(at, at + quantities.length)])
    return { steps, states, visited }
  }

  it('plays the same episode from the same seed, and others from others', () => {
    expect(play(7)).toEqual(play(7))
    const kinds = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(play(seed))))
    expect(kinds.size).toBeGreaterThan(1)
  })

  it('observes as many numbers as it says, where it is told to', () => {
    for (const { observation } of play(1).steps) {
      expect(observation).toHaveLength(description.observation.length + 2)
      expect(observation.every(Number.isFinite)).toBe(true)
      expect([observation[0], observation.at(-1)]).toEqual([-9, -9])
    }
  })

  it('takes actions of the size its description says, and pays finite rewards for them', () => {
    const size = actionSpace.kind === 'discrete' ? 1 : actionSpace.size
    expect(createEnvironment(config).actionSize).toBe(size)
    for (let seed = 0; seed < 20; seed++) {
      expect(play(seed).steps.every(({ reward }) => Number.isFinite(reward))).toBe(true)
    }
  })

  it('has states and indices that its description allows', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { visited, steps } = play(seed)
      for (const state of visited) state.forEach((x, i) => expectAllowed(x, quantities[i]!))
      for (const { observation } of steps) {
        description.observation.forEach(({ values }, i) => {
          if (values !== undefined) expectAllowed(observation[i + 1]!, { label: '', values })
        })
      }
    }
  })

  it('begins where it says it begins', () => {
    const environment = createEnvironment(config)
    const state = new Float64Array(environment.stateSize)
    for (let seed = 0; seed < 100; seed++) {
      environment.reset(state, 0, createRng(seed, 'environment'))
      const start = [...state.subarray(0, quantities.length)]
      expect(contract.isDefaultStart(start), `start ${start.join()}`).toBe(true)
      start.forEach((x, i) => expectAllowed(x, quantities[i]!))
    }
  })

  it('keeps to its own slot of the states', () => {
    const { steps, states } = play(5, 1)
    const { stateSize } = createEnvironment(config)
    expect(steps).toEqual(play(5, 0).steps)
    expect([...states.subarray(0, stateSize)].every((x) => x === 7)).toBe(true)
    expect([...states.subarray(2 * stateSize)].every((x) => x === 7)).toBe(true)
  })

  it('ends by termination or by its time limit, never by both', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { steps } = play(seed)
      const last = steps.at(-1)!
      expect(steps.length).toBeLessThanOrEqual(description.maxEpisodeSteps)
      expect(last.terminated).not.toBe(last.truncated)
      if (last.truncated) expect(steps).toHaveLength(description.maxEpisodeSteps)
      if (description.termination === 'never') expect(last.truncated).toBe(true)
    }
  })

  it('is truncated after as many steps as its parameters say', () => {
    if (!('maxEpisodeSteps' in config.parameters)) return
    const parameters = { ...config.parameters, maxEpisodeSteps: 3 }
    const environment = createEnvironment({ ...config, parameters } as typeof config)
    for (let seed = 0; seed < 10; seed++) {
      const { steps } = play(seed, 0, environment)
      expect(steps.length).toBeLessThanOrEqual(3)
      steps.forEach(({ truncated, terminated }, t) => {
        expect(truncated).toBe(t === 2 && !terminated)
      })
    }
  })

  it('shows quantities nearly always in the ranges it describes', () => {
    let [inside, all] = [0, 0]
    for (let seed = 0; seed < 50; seed++) {
      for (const { observation } of play(seed).steps) {
        description.observation.forEach(({ range }, i) => {
          if (!range) return
          const x = observation[i + 1]!
          all += 1
          if (x >= Math.fround(range[0]) && x <= Math.fround(range[1])) inside += 1
        })
      }
    }
    expect(inside).toBeGreaterThanOrEqual(0.95 * all)
  })

  it('goes on from a copied state exactly as the original', () => {
    const environment = createEnvironment(config)
    const rng = createRng(4, 'environment')
    const original = new Float64Array(environment.stateSize)
    environment.reset(original, 0, rng)
    const action = Float32Array.from(randomAction(createRng(4, 'action')))
    environment.step(original, 0, action, 0, rng)
    const copy = original.slice()
    const copyRng = createRng(0, 'other')
    copyRng.restore(rng.save())
    const rewards = [original, copy].map((state, i) =>
      environment.step(state, 0, action, 0, i === 0 ? rng : copyRng),
    )
    expect(rewards[0]).toBe(rewards[1])
    expect(copy).toEqual(original)
  })

  describe('with a start of one’s own', () => {
    const low = quantities.map(({ values }, i) => (values === undefined ? 0.1 + i / 100 : 0))
    const high = low.map((x, i) => (quantities[i]!.values === undefined ? x + 0.05 : 1))
    const start = (initialState: RunConfig['environment']['initialState'], seed: number) => {
      const environment = createEnvironment({ ...config, initialState })
      const state = new Float64Array(environment.stateSize)
      environment.reset(state, 0, createRng(seed, 'environment'))
      return [...state.subarray(0, quantities.length)]
    }

    it('begins at a given point', () => {
      expect(start({ kind: 'point', state: low }, 1)).toEqual(low)
      expect(start({ kind: 'point', state: high }, 1)).toEqual(high)
    })

    it('begins uniformly inside a given box', () => {
      const starts = Array.from({ length: 200 }, (_, i) => start({ kind: 'box', low, high }, i))
      low.forEach((lowest, i) => {
        const values = starts.map((state) => state[i]!)
        const middle = (lowest + high[i]!) / 2
        expect(Math.min(...values)).toBeGreaterThanOrEqual(lowest)
        expect(Math.max(...values)).toBeLessThanOrEqual(high[i]!)
        // Half of 200, give or take four standard deviations.
        expect(Math.abs(values.filter((x) => x < middle).length - 100)).toBeLessThan(29)
      })
    })
  })

  if (createFiniteEnvironment(config)) testFiniteModel(config)
}

function expectAllowed(x: number, { values, range }: StateQuantity) {
  if (values !== undefined) {
    expect(Number.isInteger(x)).toBe(true)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThan(values)
  } else if (range) {
    // A state may be kept in 32 bits.
    expect(x).toBeGreaterThanOrEqual(Math.min(range[0], Math.fround(range[0])))
    expect(x).toBeLessThanOrEqual(Math.max(range[1], Math.fround(range[1])))
  }
}
