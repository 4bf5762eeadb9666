import type { FiniteEnvironment } from '#core/environments/finite-environment.ts'

/** A trajectory, its probability, and what it earned. */
export interface WeighedTrajectory {
  readonly probability: number
  readonly steps: readonly {
    readonly state: number
    readonly action: number
    /** Expected reward of the outcome. */
    readonly reward: number
  }[]
}

/** Every trajectory of up to `horizon` steps, one by one: from definitions alone, for tiny problems. */
export function* allTrajectories(
  environment: FiniteEnvironment,
  policy: ArrayLike<number>,
  horizon: number,
): Generator<WeighedTrajectory> {
  const { stateCount, actionCount, initialProbabilities } = environment

  function* from(
    state: number,
    probability: number,
    steps: WeighedTrajectory['steps'],
  ): Generator<WeighedTrajectory> {
    for (let action = 0; action < actionCount; action++) {
      const chosen = probability * policy[state * actionCount + action]!
      for (const outcome of environment.transitions(state, action)) {
        const reached = chosen * outcome.probability
        const longer = [...steps, { state, action, reward: outcome.reward }]
        const isOver = outcome.terminated || longer.length === horizon
        if (isOver) yield { probability: reached, steps: longer }
        else yield* from(outcome.nextState, reached, longer)
      }
    }
  }

  for (let state = 0; state < stateCount; state++) {
    yield* from(state, initialProbabilities[state]!, [])
  }
}

export const discountedReturn = ({ steps }: WeighedTrajectory, gamma: number): number =>
  steps.reduce((sum, { reward }, t) => sum + gamma ** t * reward, 0)
