import { expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import type { Environment } from '#core/environments/environment.ts'
import { createRng, type Rng } from '#core/rng.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** What every environment promises. Each environment's test file calls this once. */
export function testEnvironment(config: RunConfig['environment']): void {
  const description = describeEnvironment(config)
  const { actionSpace } = description

  const randomAction = (rng: Rng) =>
    actionSpace.kind === 'discrete'
      ? [Math.floor(rng.uniform() * actionSpace.labels.length)]
      : Array.from({ length: actionSpace.size }, () => 3 * rng.normal())

  /** Random play in slot `slot` of an array with room for three states. */
  function play(seed: number, slot = 0, environment: Environment = createEnvironment(config)) {
    const rng = createRng(seed, 'environment')
    const choices = createRng(seed, 'action')
    const states = new Float64Array(3 * environment.stateSize).fill(7)
    const at = slot * environment.stateSize
    const observation = new Float32Array(environment.observationSize + 2).fill(-9)
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
      const reward = environment.step(states, at, action, 1, rng)
      const terminated = environment.isTerminated(states, at)
      const truncated = environment.isTruncated(states, at)
      steps.push({ observation: [...observation], reward, terminated, truncated })
      if (terminated || truncated) return { steps, states }
    }
  }

  it('plays the same episode from the same seed, and another from another', () => {
    expect(play(7)).toEqual(play(7))
    expect(play(7).steps).not.toEqual(play(8).steps)
  })

  it('observes as many numbers as it says, where it is told to', () => {
    for (const { observation } of play(1).steps) {
      expect(observation).toHaveLength(description.observation.length + 2)
      expect(observation.every(Number.isFinite)).toBe(true)
      expect([observation[0], observation.at(-1)]).toEqual([-9, -9])
    }
  })

  it('takes actions of the size its description says', () => {
    const size = actionSpace.kind === 'discrete' ? 1 : actionSpace.size
    expect(createEnvironment(config).actionSize).toBe(size)
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
    }
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

  it('begins at a given point, and uniformly inside a given box', () => {
    const low = description.state.map((_, i) => 0.1 + i / 100)
    const high = low.map((x) => x + 0.05)
    const start = (initialState: RunConfig['environment']['initialState'], seed: number) => {
      const environment = createEnvironment({ ...config, initialState })
      const state = new Float64Array(environment.stateSize)
      environment.reset(state, 0, createRng(seed, 'environment'))
      return [...state.subarray(0, description.state.length)]
    }
    expect(start({ kind: 'point', state: low }, 1)).toEqual(low)
    const starts = Array.from({ length: 200 }, (_, seed) => start({ kind: 'box', low, high }, seed))
    low.forEach((lowest, i) => {
      const values = starts.map((state) => state[i]!)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(lowest)
      expect(Math.max(...values)).toBeLessThanOrEqual(high[i]!)
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.045)
    })
  })
}
