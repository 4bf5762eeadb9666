import type * as z from 'zod'
import { defineEnvironment } from './description.ts'
import { between, inText, isReference, parametersOf, positive, timeLimit } from './parameters.ts'

const link = (which: string, quantity: string, unit: string) =>
  positive(100, 1, {
    title: `${which} link, ${quantity} (${unit})`,
    help:
      quantity === 'mass'
        ? 'Its centre of mass is in the middle of the link.'
        : 'From joint to joint, or to the free end.',
  })

export const acrobotParameters = parametersOf({
  gravity: between(0, 100, 9.8, { title: 'Gravity (m/s²)', help: 'Pulls both links down.' }),
  firstLength: link('First', 'length', 'm'),
  secondLength: link('Second', 'length', 'm'),
  firstMass: link('First', 'mass', 'kg'),
  secondMass: link('Second', 'mass', 'kg'),
  inertia: positive(100, 1, {
    title: 'Moment of inertia (kg·m²)',
    help: 'Of either link, about its centre of mass.',
  }),
  torque: positive(1000, 1, {
    title: 'Torque (N·m)',
    help: 'What an action puts on the joint between the links.',
  }),
  timeStep: positive(1, 0.2, {
    title: 'Time step (s)',
    help: 'Time between two actions; integrated in one Runge–Kutta step of fourth order.',
  }),
  targetHeight: between(-200, 200, 1, {
    title: 'Target height (m)',
    help: 'The episode terminates when the free end is higher than this above the fixed joint.',
  }),
  maxEpisodeSteps: timeLimit(500),
})
export type AcrobotParameters = z.infer<typeof acrobotParameters>

const [FIRST_SPEED, SECOND_SPEED] = [4 * Math.PI, 9 * Math.PI]
const velocities = [
  { label: 'first angular velocity', unit: 'rad/s', range: [-FIRST_SPEED, FIRST_SPEED] },
  { label: 'second angular velocity', unit: 'rad/s', range: [-SECOND_SPEED, SECOND_SPEED] },
] as const

export const acrobot = defineEnvironment({
  parameters: acrobotParameters,
  describe(parameters) {
    const { torque, targetHeight, maxEpisodeSteps } = parameters
    return {
      title: 'Acrobot',
      summary: `Swing the free end of two hanging links higher than ${inText(targetHeight)} m above the joint they hang from, by a torque on the joint between them. Reward −1 for every step, 0 for the last one.`,
      state: [
        { label: 'first angle', unit: 'rad', range: [-Math.PI, Math.PI] },
        { label: 'second angle', unit: 'rad', range: [-Math.PI, Math.PI] },
        ...velocities,
      ],
      observation: [
        { label: 'cos first angle', range: [-1, 1] },
        { label: 'sin first angle', range: [-1, 1] },
        { label: 'cos second angle', range: [-1, 1] },
        { label: 'sin second angle', range: [-1, 1] },
        ...velocities,
      ],
      actionSpace: {
        kind: 'discrete',
        labels: [`torque −${torque}`, 'no torque', `torque +${torque}`],
      },
      maxEpisodeSteps,
      solvedReturn: isReference(acrobotParameters, parameters) ? -100 : null,
      termination: 'success',
      defaultInitialState: 'each of the four numbers uniform in [−0.1, 0.1]',
    }
  },
})
