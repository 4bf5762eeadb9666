import { createRng } from '../rng.ts'
import type { Environment } from './environment.ts'

/** What an environment answered to a list of actions; the first observation belongs to the start. */
export interface Replay {
  readonly observations: readonly (readonly number[])[]
  readonly rewards: readonly number[]
  readonly terminated: readonly boolean[]
  readonly truncated: readonly boolean[]
}

/** Steps through `actions` from a given state; goes on after the end, as the environment's own step does. */
export function replayActions(
  environment: Environment,
  initialState: readonly number[],
  actions: readonly (readonly number[])[],
): Replay {
  const rng = createRng(0, 'replay')
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
    rewards.push(environment.step(state, 0, action, 0, rng))
    observations.push(observe())
    terminated.push(environment.isTerminated(state, 0))
    truncated.push(environment.isTruncated(state, 0))
  }
  return { observations, rewards, terminated, truncated }
}
