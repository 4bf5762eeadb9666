import type { Engine } from '#core/engines/engine.ts'
import type { Environment } from '#core/environments/environment.ts'
import type { Policy } from '#core/policies/policy.ts'
import { policyOn } from './small-problems.ts'

/** One step, r = −(a − target)², and the constant 1 to look at; the state says whether it is over. */
export const gaussianBandit = (target: number): Environment => ({
  stateSize: 1,
  observationSize: 1,
  actionSize: 1,
  reset: (state, at) => void (state[at] = 0),
  step(state, at, action, actionAt) {
    state[at] = 1
    return -((action[actionAt]! - target) ** 2)
  },
  observe: (_state, _at, observation, observationAt) => void (observation[observationAt] = 1),
  isTerminated: (state, at) => state[at] === 1,
  isTruncated: () => false,
})

export const gaussianPolicy = (
  engine: Engine,
  hiddenSizes: readonly number[],
  sigma: 'learned' | 'fixed',
): Policy =>
  policyOn(
    engine.createPolicyNetwork({
      inputSize: 1,
      hiddenSizes,
      activation: 'tanh',
      head: { kind: 'gaussian', size: 1, sigma, initialSigma: 1 },
    }),
  )
