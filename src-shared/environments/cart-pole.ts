import type * as z from 'zod'
import { defineEnvironment, type Quantity } from './description.ts'
import { between, isReference, parametersOf, positive, timeLimit } from './parameters.ts'

export const cartPoleParameters = parametersOf({
  gravity: between(0, 100, 9.8, {
    title: 'Gravity (m/s²)',
    help: 'Pulls the pole down; 9.8 on Earth.',
  }),
  cartMass: positive(1000, 1, { title: 'Cart mass (kg)', help: 'Heavier carts answer slower.' }),
  poleMass: positive(1000, 0.1, {
    title: 'Pole mass (kg)',
    help: 'Heavier poles move the cart more.',
  }),
  poleHalfLength: positive(100, 0.5, {
    title: 'Half pole length (m)',
    help: 'From the hinge to the centre of mass. Longer poles fall slower.',
  }),
  force: positive(1000, 10, { title: 'Force (N)', help: 'Of every push, to the left or right.' }),
  timeStep: positive(1, 0.02, {
    title: 'Time step (s)',
    help: 'Time between two actions. The motion is integrated in one Euler step of this length.',
  }),
  maxPosition: positive(1000, 2.4, {
    title: 'Track end (m)',
    help: 'The episode terminates when the cart is farther than this from the middle.',
  }),
  maxAngle: positive(180, 12, {
    title: 'Largest lean (°)',
    help: 'The episode terminates when the pole leans more than this to either side.',
  }),
  maxEpisodeSteps: timeLimit(500),
})
export type CartPoleParameters = z.infer<typeof cartPoleParameters>

const quantities: readonly Quantity[] = [
  { label: 'cart position', unit: 'm' },
  { label: 'cart velocity', unit: 'm/s' },
  { label: 'pole angle', unit: 'rad' },
  { label: 'pole angular velocity', unit: 'rad/s' },
]
/** Balanced poles move no faster. */
const [USUAL_VELOCITY, USUAL_ANGULAR_VELOCITY] = [3, 3.5]

export const cartPole = defineEnvironment({
  parameters: cartPoleParameters,
  describe(parameters) {
    const { maxPosition, maxAngle, maxEpisodeSteps } = parameters
    const reach = [
      maxPosition,
      USUAL_VELOCITY,
      (maxAngle * Math.PI) / 180,
      USUAL_ANGULAR_VELOCITY,
    ] as const
    return {
      title: 'Cart-pole',
      summary: `Push a cart left or right to keep the pole on it upright. Reward 1 for every step until the pole leans more than ${maxAngle}° or the cart leaves ±${maxPosition} m.`,
      state: quantities,
      mapped: [2, 3],
      observation: quantities.map((quantity, i) => ({
        ...quantity,
        range: [-reach[i]!, reach[i]!],
      })),
      actionSpace: { kind: 'discrete', labels: ['push left', 'push right'] },
      maxEpisodeSteps,
      solvedReturn: isReference(cartPoleParameters, parameters) ? 475 : null,
      termination: 'failure',
      defaultInitialState: 'each of the four numbers uniform in [−0.05, 0.05]',
    }
  },
})
