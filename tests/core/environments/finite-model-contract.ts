import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { createFiniteEnvironment } from '#core/environments/create-finite-environment.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfig } from '#shared/run-config.ts'

const DRAWS = 2000

/** What the model of a finite environment promises: it is the environment. */
export function testFiniteModel(config: RunConfig['environment']): void {
  const model = createFiniteEnvironment(config)!
  const environment = createEnvironment(config)
  const pairs = Array.from({ length: model.stateCount * model.actionCount }, (_, pair) => ({
    state: Math.floor(pair / model.actionCount),
    action: pair % model.actionCount,
  }))

  /** Frequency of every state, and the mean reward, after many draws. */
  function sample(draw: (state: Float64Array) => number) {
    const frequencies = new Float64Array(model.stateCount)
    const vector = new Float64Array(environment.stateSize)
    let reward = 0
    for (let i = 0; i < DRAWS; i++) {
      vector.fill(0)
      reward += draw(vector) / DRAWS
      frequencies[vector[0]!] = frequencies[vector[0]!]! + 1 / DRAWS
    }
    return { frequencies, reward, vector }
  }
  /** Five standard deviations of a frequency. */
  const isLike = (frequency: number, p: number) =>
    Math.abs(frequency - p) <= 5 * Math.sqrt((p * (1 - p)) / DRAWS) + 1e-12

  describe('its model', () => {
    it('has probabilities that add up to 1', () => {
      const sum = (values: Iterable<number>) => [...values].reduce((total, p) => total + p, 0)
      expect(sum(model.initialProbabilities)).toBeCloseTo(1, 12)
      for (const { state, action } of pairs) {
        const outcomes = model.transitions(state, action)
        expect(sum(outcomes.map(({ probability }) => probability))).toBeCloseTo(1, 12)
      }
    })

    it('begins as often in every state as the environment does', () => {
      const rng = createRng(3, 'environment')
      const { frequencies } = sample((vector) => {
        environment.reset(vector, 0, rng)
        return 0
      })
      frequencies.forEach((frequency, state) => {
        expect(isLike(frequency, model.initialProbabilities[state]!), `state ${state}`).toBe(true)
      })
    })

    it('steps as the environment steps, from every state with every action', () => {
      const rng = createRng(5, 'environment')
      for (const { state, action } of pairs) {
        const { frequencies, reward } = sample((vector) => {
          model.writeState(state, vector, 0)
          return environment.step(vector, 0, Float64Array.of(action), 0, rng)
        })
        const expected = new Float64Array(model.stateCount)
        let expectedReward = 0
        for (const outcome of model.transitions(state, action)) {
          expected[outcome.nextState] = expected[outcome.nextState]! + outcome.probability
          expectedReward += outcome.probability * outcome.reward
        }
        frequencies.forEach((frequency, next) => {
          const which = `${state} –${action}→ ${next}`
          expect(isLike(frequency, expected[next]!), which).toBe(true)
        })
        // Rewards here deviate by up to some units, so their mean by up to a tenth.
        expect(Math.abs(reward - expectedReward)).toBeLessThan(0.2)
      }
    })

    it('terminates where the environment terminates', () => {
      const vector = new Float64Array(environment.stateSize)
      for (const { state, action } of pairs) {
        for (const { nextState, terminated } of model.transitions(state, action)) {
          model.writeState(nextState, vector, 0)
          expect(environment.isTerminated(vector, 0)).toBe(terminated)
        }
      }
    })
  })
}
