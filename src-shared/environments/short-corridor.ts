import { defineEnvironment } from './description.ts'
import { parametersOf, timeLimit } from './parameters.ts'

const shortCorridorParameters = parametersOf({ maxEpisodeSteps: timeLimit(1000) })

export const shortCorridor = defineEnvironment({
  parameters: shortCorridorParameters,
  describe: ({ maxEpisodeSteps }) => ({
    title: 'Short corridor',
    summary:
      'Three places in a row that look the same; in the middle one left and right are exchanged. Reward −1 for every step until the right end. The best policy is a random one: right with probability 2 − √2 ≈ 0.586 (Sutton & Barto, example 13.1).',
    state: [{ label: 'place', values: 4 }],
    observation: [{ label: 'always 0', values: 1 }],
    actionSpace: { kind: 'discrete', labels: ['left', 'right'] },
    maxEpisodeSteps,
    solvedReturn: null,
    termination: 'success',
    defaultInitialState: 'the leftmost place, 0',
  }),
})
