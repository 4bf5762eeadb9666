import type * as z from 'zod'
import { defineEnvironment } from './description.ts'
import { between, parametersOf, positive, timeLimit } from './parameters.ts'

export const pendulumParameters = parametersOf({
  gravity: between(0, 100, 10, {
    title: 'Gravity (m/s²)',
    help: 'Pulls the pendulum down.',
  }),
  mass: positive(1000, 1, { title: 'Mass (kg)', help: 'Of the rod, spread evenly along it.' }),
  length: positive(100, 1, { title: 'Length (m)', help: 'Of the rod.' }),
  timeStep: positive(1, 0.05, {
    title: 'Time step (s)',
    help: 'Time between two actions. The motion is integrated in one Euler step of this length.',
  }),
  maxTorque: positive(1000, 2, {
    title: 'Largest torque (N·m)',
    help: 'Actions beyond this to either side are clipped to it; log π is of the action before that.',
  }),
  maxAngularVelocity: positive(1000, 8, {
    title: 'Largest speed (rad/s)',
    help: 'The pendulum turns no faster than this.',
  }),
  maxEpisodeSteps: timeLimit(200),
})
export type PendulumParameters = z.infer<typeof pendulumParameters>

export const pendulum = defineEnvironment({
  parameters: pendulumParameters,
  describe: ({ maxTorque, maxAngularVelocity, maxEpisodeSteps }) => ({
    title: 'Pendulum',
    summary:
      'Swing a pendulum up with a torque too weak to lift it at once, and keep it upright. Reward minus the squared angle, with small costs of speed and torque.',
    state: [
      { label: 'angle', unit: 'rad' },
      { label: 'angular velocity', unit: 'rad/s' },
    ],
    observation: [
      { label: 'cos angle', range: [-1, 1] },
      { label: 'sin angle', range: [-1, 1] },
      {
        label: 'angular velocity',
        unit: 'rad/s',
        range: [-maxAngularVelocity, maxAngularVelocity],
      },
    ],
    actionSpace: {
      kind: 'continuous',
      size: 1,
      quantities: [{ label: 'torque', unit: 'N·m', range: [-maxTorque, maxTorque] }],
    },
    maxEpisodeSteps,
    solvedReturn: null,
    termination: 'never',
    defaultInitialState: 'angle uniform in [−π, π], angular velocity uniform in [−1, 1]',
  }),
})
