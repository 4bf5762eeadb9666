import type * as z from 'zod'
import { defineEnvironment } from './description.ts'
import { between, inText, parametersOf, timeLimit } from './parameters.ts'

export const linearQuadraticParameters = parametersOf({
  A: between(-2, 2, 1, {
    title: 'State factor A',
    help: 'How much of the state is left after a step. Beyond ±1 the state grows by itself and must be held.',
    isMain: true,
  }),
  B: between(-10, 10, 1, {
    title: 'Action factor B',
    help: 'How far an action moves the state.',
    isMain: true,
  }),
  noise: between(0, 100, 0.1, {
    title: 'Noise deviation',
    help: 'Standard deviation of the normal noise that is added to the state at every step.',
    isMain: true,
  }),
  Q: between(0, 1000, 1, {
    title: 'State cost Q',
    help: 'Cost of the squared state.',
    isMain: true,
  }),
  R: between(0, 1000, 1, {
    title: 'Action cost R',
    help: 'Cost of the squared action.',
    isMain: true,
  }),
  maxEpisodeSteps: timeLimit(50),
})
export type LinearQuadraticParameters = z.infer<typeof linearQuadraticParameters>

export const linearQuadratic = defineEnvironment({
  parameters: linearQuadraticParameters,
  describe: ({ A, B, noise, Q, R, maxEpisodeSteps }) => ({
    title: 'Linear quadratic regulator',
    summary: `Hold a number s near 0 with small actions a. It moves to ${inText(A)}·s + ${inText(B)}·a plus noise of deviation ${noise}; the reward is −(${Q}·s² + ${R}·a²). The best policy is linear in s.`,
    state: [{ label: 's' }],
    observation: [{ label: 's', range: [-8, 8] }],
    actionSpace: { kind: 'continuous', size: 1, quantities: [{ label: 'a' }] },
    maxEpisodeSteps,
    solvedReturn: null,
    termination: 'never',
    defaultInitialState: 's drawn from N(0, 1)',
  }),
})
