import type * as z from 'zod'
import {
  defineEnvironment,
  type ActionSpace,
  type EnvironmentDescription,
  type StateQuantity,
} from './description.ts'
import { between, inText, isReference, parametersOf, positive, timeLimit } from './parameters.ts'

/** The track, in Gymnasium's own units of length. */
export const TRACK = { low: -1.2, high: 0.6 } as const

const gravity = between(0, 1, 0.0025, {
  title: 'Gravity',
  help: 'Changes the velocity by −gravity·cos 3x at every step.',
})
const maxSpeed = positive(1, 0.07, {
  title: 'Largest speed',
  help: 'Velocities are clipped to this in either direction.',
})
const goalPosition = (initial: number) =>
  between(TRACK.low, TRACK.high, initial, {
    title: 'Goal position',
    help: 'The episode terminates when the car is here or farther right, at the goal velocity or faster.',
  })
const goalVelocity = between(-1, 1, 0, {
  title: 'Goal velocity',
  help: 'Least velocity at which the goal counts as reached.',
})

export const mountainCarParameters = parametersOf({
  force: positive(1, 0.001, {
    title: 'Force',
    help: 'What one action adds to the velocity.',
  }),
  gravity,
  maxSpeed,
  goalPosition: goalPosition(0.5),
  goalVelocity,
  maxEpisodeSteps: timeLimit(200),
})
export type MountainCarParameters = z.infer<typeof mountainCarParameters>

export const mountainCarContinuousParameters = parametersOf({
  power: positive(1, 0.0015, {
    title: 'Power',
    help: 'What an action of 1 adds to the velocity; actions are clipped to ±1.',
  }),
  gravity,
  maxSpeed,
  goalPosition: goalPosition(0.45),
  goalVelocity,
  goalReward: between(-1000, 1000, 100, {
    title: 'Reward at the goal',
    help: 'Added to the reward of the step that reaches the goal.',
  }),
  actionCost: between(0, 100, 0.1, {
    title: 'Cost of actions',
    help: 'Each step pays minus this times the squared action, before the action is clipped.',
  }),
  maxEpisodeSteps: timeLimit(999),
})
export type MountainCarContinuousParameters = z.infer<typeof mountainCarContinuousParameters>

const quantities = (maxSpeed: number): readonly StateQuantity[] => [
  { label: 'position', range: [TRACK.low, TRACK.high] },
  { label: 'velocity', range: [-maxSpeed, maxSpeed] },
]

interface Words {
  readonly title: string
  readonly summary: string
  readonly actionSpace: ActionSpace
  readonly solvedReturn: number | null
}

const describe = (
  words: Words,
  { maxSpeed, maxEpisodeSteps }: { readonly maxSpeed: number; readonly maxEpisodeSteps: number },
): EnvironmentDescription => ({
  ...words,
  state: quantities(maxSpeed),
  observation: quantities(maxSpeed),
  maxEpisodeSteps,
  termination: 'success',
  defaultInitialState: 'position uniform in [−0.6, −0.4], velocity 0',
})

export const mountainCar = defineEnvironment({
  parameters: mountainCarParameters,
  describe: (parameters) =>
    describe(
      {
        title: 'Mountain car',
        summary:
          'Drive an underpowered car out of a valley by swinging back and forth. Reward −1 for every step until the goal on the right hill.',
        actionSpace: {
          kind: 'discrete',
          labels: ['accelerate left', 'coast', 'accelerate right'],
        },
        solvedReturn: isReference(mountainCarParameters, parameters) ? -110 : null,
      },
      parameters,
    ),
})

export const mountainCarContinuous = defineEnvironment({
  parameters: mountainCarContinuousParameters,
  describe: (parameters) =>
    describe(
      {
        title: 'Mountain car, continuous',
        summary: `Drive an underpowered car out of a valley with a force of any size. Reward −${parameters.actionCost} times the squared action at every step, and ${inText(parameters.goalReward)} at the goal on the right hill.`,
        actionSpace: {
          kind: 'continuous',
          size: 1,
          quantities: [{ label: 'force', range: [-1, 1] }],
        },
        solvedReturn: isReference(mountainCarContinuousParameters, parameters) ? 90 : null,
      },
      parameters,
    ),
})
