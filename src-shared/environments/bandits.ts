import * as z from 'zod'
import { defineEnvironment, type EnvironmentDescription } from './description.ts'
import { between, inText, parametersOf } from './parameters.ts'

/* Tasks of one step. There is nothing to see: the observation is an index that is always 0. */

const oneStep = {
  state: [{ label: 'steps taken', values: 2 }],
  observation: [{ label: 'always 0', values: 1 }],
  maxEpisodeSteps: 1,
  solvedReturn: null,
  termination: 'neutral',
  defaultInitialState: 'before the only step, 0',
} as const satisfies Partial<EnvironmentDescription>

export const gaussianBanditParameters = parametersOf({
  target: between(-1000, 1000, 1, {
    title: 'Best action',
    help: 'The action with the largest reward, 0; others pay minus their squared distance from it.',
    isMain: true,
  }),
})
export type GaussianBanditParameters = z.infer<typeof gaussianBanditParameters>

export const gaussianBandit = defineEnvironment({
  parameters: gaussianBanditParameters,
  describe: ({ target }) => ({
    ...oneStep,
    title: 'Gaussian bandit',
    summary: `Choose one number; the reward is minus its squared distance from ${inText(target)}, and the episode is over. J and its gradient have closed forms: −(μ − μ*)² − σ², with μ* = ${inText(target)}.`,
    actionSpace: { kind: 'continuous', size: 1, quantities: [{ label: 'action' }] },
  }),
})

/** Read off figure 2.1 of Sutton & Barto, an example of their ten-armed testbed. */
const testbedMeans = [0.2, -0.8, 1.5, 0.4, 1.2, -1.5, -0.2, -1, 0.8, -0.5]
const MOST_ARMS = 100

export const multiArmedBanditParameters = parametersOf({
  means: z
    .array(z.number().min(-1000).max(1000))
    .min(2)
    .max(MOST_ARMS)
    .default(testbedMeans)
    .describe('Expected reward of every arm. As many arms as there are numbers.')
    .meta({ title: 'Means of the arms', formula: 'μ' }),
  deviations: z
    .array(z.number().min(0).max(1000))
    .min(2)
    .max(MOST_ARMS)
    .default(testbedMeans.map(() => 1))
    .describe('Standard deviation of every arm’s reward; as many numbers as there are means.')
    .meta({ title: 'Deviations of the arms', formula: 'σ' }),
})
export type MultiArmedBanditParameters = z.infer<typeof multiArmedBanditParameters>

export const multiArmedBandit = defineEnvironment({
  parameters: multiArmedBanditParameters,
  describe: ({ means }) => ({
    ...oneStep,
    title: 'Multi-armed bandit',
    summary: `Pull one of ${means.length} arms; the reward is drawn from that arm's normal distribution, and the episode is over.`,
    actionSpace: { kind: 'discrete', labels: means.map((_, i) => `arm ${i + 1}`) },
  }),
})
