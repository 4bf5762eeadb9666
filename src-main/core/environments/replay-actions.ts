import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createRng } from '../rng.ts'
import { createEnvironment } from './create-environment.ts'

/** What an environment answered to a list of actions; the first observation belongs to the start. */
export interface Replay {
  readonly observations: readonly (readonly number[])[]
  readonly rewards: readonly number[]
  readonly terminated: readonly boolean[]
  readonly truncated: readonly boolean[]
}

/**
 * Steps through `actions` from a given state; goes on after the end, as the environment's own step does.
 *
 * `truncated` is Gymnasium's: true from the time limit on, beside `terminated` too when the task ends at
 * the limit. In training an episode is one or the other, as what a truncated one misses has no return.
 */
export function replayActions(
  config: RunConfig['environment'],
  initialState: readonly number[],
  actions: readonly (readonly number[])[],
  seed = 0,
): Replay {
  const environment = createEnvironment(config)
  const { maxEpisodeSteps } = describeEnvironment(config)
  const rng = createRng(seed, 'replay')
  const state = new Float64Array(environment.stateSize)
  environment.reset(state, 0, rng)
  state.set(initialState)

  const observation = new Float32Array(environment.observationSize)
  const action = new Float64Array(environment.actionSize)
  const observe = () => {
    environment.observe(state, 0, observation, 0)
    return [...observation]
  }
  const observations = [observe()]
  const rewards: number[] = []
  const terminated: boolean[] = []
  const truncated: boolean[] = []
  for (const chosen of actions) {
    action.set(chosen)
    const reward = environment.step(state, 0, action, 0, rng)
    const isOver = environment.isTerminated(state, 0)
    rewards.push(isOver && terminated.includes(true) ? paidAfterEnd(config.id, reward) : reward)
    observations.push(observe())
    terminated.push(isOver)
    truncated.push(rewards.length >= maxEpisodeSteps || environment.isTruncated(state, 0))
  }
  return { observations, rewards, terminated, truncated }
}

/** Gymnasium's cart-pole pays 1 for the step on which the pole falls and nothing while it lies there. */
const paidAfterEnd = (id: RunConfig['environment']['id'], reward: number) =>
  id === 'CartPole-v1' ? 0 : reward
