import type { Engine, PolicyNetwork } from '#core/engines/engine.ts'
import type { FiniteEnvironment, Transition } from '#core/environments/finite-environment.ts'
import type { Policy } from '#core/policies/policy.ts'

/** The corridor of Sutton & Barto's example 13.1: the middle state of three reverses left and right. */
export const corridor: FiniteEnvironment = {
  stateCount: 3,
  actionCount: 2,
  initialProbabilities: Float64Array.of(1, 0, 0),
  transitions(state, action) {
    const moves = state === 1 ? [1, -1] : [-1, 1]
    const nextState = Math.max(0, state + moves[action]!)
    const terminated = nextState === 3
    return [{ probability: 1, nextState: terminated ? state : nextState, reward: -1, terminated }]
  },
  writeState: (state, into, at) => void (into[at] = state),
}

/** Two states, three actions, chance, a start distribution and uneven rewards: nothing cancels. */
export const windyPair: FiniteEnvironment = {
  stateCount: 2,
  actionCount: 3,
  initialProbabilities: Float64Array.of(0.3, 0.7),
  transitions(state, action): readonly Transition[] {
    const away = [0.2, 0.5, 0.9][action]!
    const end = state === 0 ? 0.1 : 0.25 * action
    const reward = [
      [1, -2, 0.5],
      [3, 0.25, -1],
    ][state]![action]!
    return [
      { probability: end, nextState: state, reward: reward + 1, terminated: true },
      { probability: (1 - end) * away, nextState: 1 - state, reward, terminated: false },
      { probability: (1 - end) * (1 - away), nextState: state, reward: -0.5, terminated: false },
    ]
  },
  writeState: (state, into, at) => void (into[at] = state),
}

/** A policy on numbered inputs: a linear network, or a hidden layer of `hidden` units. */
export function smallPolicy(
  engine: Engine,
  inputSize: number,
  actions: number,
  hidden: readonly number[] = [],
): Policy {
  return policyOn(
    engine.createPolicyNetwork({
      inputSize,
      hiddenSizes: hidden,
      activation: 'tanh',
      head: { kind: 'categorical', actions },
    }),
  )
}

/** θ is the network's parameters. */
export const policyOn = (network: PolicyNetwork): Policy => ({
  network,
  parameters: network.parameters,
  parametersChanged: network.parametersChanged,
  parameterGradient: (gradient) => gradient,
  networkVector: (vector) => vector,
  sigma: () => null,
  save: () => network.parameters.slice(),
  restore: () => undefined,
})

export const oneHot = (size: number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))
