import * as z from 'zod'
import { defineEnvironment, type ActionSpace, type EnvironmentDescription } from './description.ts'
import { between, inText, parametersOf, positive, timeLimit } from './parameters.ts'

const unitInterval = z.number().min(0).max(1)

/** Parameters of both moving particles. Lengths are in sides of the unit square. */
export const movingParticleParameters = parametersOf({
  goal: z
    .tuple([unitInterval, unitInterval])
    .default([0.8, 0.8])
    .describe('Centre of the goal disc in the unit square')
    .meta({ title: 'Goal (x, y)' }),
  goalRadius: positive(1, 0.1, {
    title: 'Goal radius',
    help: 'Radius of the goal disc; an episode ends inside it',
    isMain: true,
  }),
  stepLength: positive(1, 0.05, {
    title: 'Step length',
    help: 'How far one step leads, in sides of the square',
  }),
  goalReward: between(-1000, 1000, 10, {
    title: 'Reward at the goal',
    help: 'Added to the reward of the step that reaches the goal disc',
  }),
  maxEpisodeSteps: timeLimit(200),
})
export type MovingParticleParameters = z.infer<typeof movingParticleParameters>

const describe = (
  title: string,
  actionSpace: ActionSpace,
  { goalReward, maxEpisodeSteps }: MovingParticleParameters,
): EnvironmentDescription => ({
  title,
  summary: `Walk across the unit square into the goal disc. Reward minus the distance to the goal after each step, and ${inText(goalReward)} for reaching it.`,
  state: [
    { label: 'x', range: [0, 1] },
    { label: 'y', range: [0, 1] },
  ],
  observation: [
    { label: 'x', range: [0, 1] },
    { label: 'y', range: [0, 1] },
  ],
  actionSpace,
  maxEpisodeSteps,
  solvedReturn: null,
  termination: 'success',
  defaultInitialState: 'uniform over the unit square',
})

const eightDirections: ActionSpace = {
  kind: 'discrete',
  labels: [
    'east',
    'north-east',
    'north',
    'north-west',
    'west',
    'south-west',
    'south',
    'south-east',
  ],
}
const anyDirection: ActionSpace = {
  kind: 'continuous',
  size: 1,
  quantities: [{ label: 'direction', unit: 'rad' }],
}

export const movingParticle = defineEnvironment({
  parameters: movingParticleParameters,
  describe: (parameters) =>
    describe('Moving particle, eight directions', eightDirections, parameters),
})

export const movingParticleContinuous = defineEnvironment({
  parameters: movingParticleParameters,
  describe: (parameters) => describe('Moving particle, any direction', anyDirection, parameters),
})
