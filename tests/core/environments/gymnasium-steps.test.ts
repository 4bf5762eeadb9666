import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { environmentConfig } from './environment-config.ts'

/*
 * Compares single steps from given states with Gymnasium's own: bit for bit if its sines, cosines and
 * squares are correctly rounded, and closely with those of NumPy.
 * tests/fixtures/gymnasium/make-steps.py writes them.
 */

interface Outcome {
  readonly state: readonly number[]
  readonly reward: number
  readonly terminated: boolean
}

interface Step {
  readonly state: readonly number[]
  /** The size of the state's numbers. */
  readonly bits: 32 | 64
  readonly action: number
  readonly rounded: Outcome
  /** Left out if it is the same. */
  readonly numpy?: Outcome
}

type Id = RunConfig['environment']['id']

const file = new URL('../../fixtures/gymnasium/steps.json', import.meta.url)
const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Record<Id, readonly Step[]> }

/** Relative to the largest number of the state: where two large terms cancel, the rest has fewer digits. */
const stateTolerance = (id: Id) => (id === 'Pendulum-v1' ? 1e-14 : 1e-15)
/** Relative. NumPy squares the float32 torque with its power function, which can be a float32 bit off. */
const rewardTolerance = (id: Id) => (id === 'Pendulum-v1' ? 1e-9 : 0)

function stepFrom(id: Id, { state: before, bits, action }: Step): Outcome {
  const environment = createEnvironment(environmentConfig({ id } as RunConfig['environment']))
  const state = new Float64Array(environment.stateSize)
  const noDraws = { uniform: () => 0.5 } as never
  environment.reset(state, 0, noDraws)
  if (bits === 32) environment.step(state, 0, Float64Array.of(0), 0, noDraws)
  state.set(before)
  const reward = environment.step(state, 0, Float64Array.of(action), 0, noDraws)
  const after = [...state.subarray(0, before.length)]
  return { state: after, reward, terminated: environment.isTerminated(state, 0) }
}

describe.each(Object.entries(steps) as [Id, readonly Step[]][])('a step of %s', (id, all) => {
  it(`has the bits of Gymnasium’s with correctly rounded functions (${all.length} steps)`, () => {
    for (const step of all) {
      const { state, reward, terminated } = stepFrom(id, step)
      expect({ state: state.map((x) => x + 0), reward: reward + 0, terminated }).toEqual({
        ...step.rounded,
        state: step.rounded.state.map((x) => x + 0),
        reward: step.rounded.reward + 0,
      })
    }
  })

  it('is Gymnasium’s with the functions of NumPy, but for the last bits', () => {
    for (const step of all) {
      const found = stepFrom(id, step)
      const expected = step.numpy ?? step.rounded
      const size = Math.max(...[...step.state, ...expected.state].map(Math.abs))
      found.state.forEach((x, i) => {
        expect(Math.abs(x - expected.state[i]!)).toBeLessThanOrEqual(stateTolerance(id) * size)
      })
      const { reward } = expected
      expect(Math.abs(found.reward - reward)).toBeLessThanOrEqual(
        rewardTolerance(id) * Math.abs(reward),
      )
      expect(found.terminated).toBe(expected.terminated)
    }
  })
})
