import * as z from 'zod'
import { defineEnvironment } from './description.ts'
import { between, inText, parametersOf, timeLimit, yesOrNo } from './parameters.ts'

const side = (least: number, initial: number, title: string) =>
  z.int().min(least).max(32).default(initial).describe('Size of the grid').meta({ title })

export const cliffWalkingParameters = parametersOf({
  rows: side(2, 4, 'Rows'),
  columns: side(3, 12, 'Columns'),
  isSlippery: yesOrNo(false, {
    title: 'Slippery',
    help: 'Whether a step leads with probability ⅓ each in the chosen direction and in the two beside it.',
    isMain: true,
  }),
  stepReward: between(-1000, 1000, -1, {
    title: 'Reward of a step',
    help: 'Of every step that does not lead into the cliff.',
  }),
  cliffReward: between(-10_000, 1000, -100, {
    title: 'Reward at the cliff',
    help: 'Of a step into the cliff, which leads back to the start; the episode goes on.',
  }),
  maxEpisodeSteps: timeLimit(
    200,
    'Gymnasium has no limit here; without one, a policy that never arrives would play for ever. ',
  ),
})
export type CliffWalkingParameters = z.infer<typeof cliffWalkingParameters>

export const cliffWalking = defineEnvironment({
  parameters: cliffWalkingParameters,
  describe({ rows, columns, stepReward, cliffReward, maxEpisodeSteps }) {
    const tile = { label: 'tile', values: rows * columns }
    return {
      title: 'Cliff walking',
      summary: `Walk along a cliff from the lower left corner to the lower right one. Reward ${inText(stepReward)} for every step, ${inText(cliffReward)} for stepping into the cliff, which leads back to the start.`,
      state: [tile],
      observation: [tile],
      actionSpace: { kind: 'discrete', labels: ['up', 'right', 'down', 'left'] },
      maxEpisodeSteps,
      solvedReturn: null,
      termination: 'success',
      defaultInitialState: `the lower left corner, tile ${(rows - 1) * columns}`,
    }
  },
})
