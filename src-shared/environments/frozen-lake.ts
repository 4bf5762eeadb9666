import * as z from 'zod'
import { defineEnvironment } from './description.ts'
import { LAKE_SIDE, lakeMapProblem, lakeRows, presetOf, type LakeMap } from './lake-map.ts'
import {
  between,
  inText,
  isReference,
  MOST_EPISODE_STEPS,
  parametersOf,
  yesOrNo,
} from './parameters.ts'

const rows = z
  .array(z.string())
  .superRefine((rows, context) => {
    const message = lakeMapProblem(rows)
    if (message) context.addIssue({ code: 'custom', message, input: rows })
  })
  .meta({ title: 'Own map' })

export const frozenLakeParameters = parametersOf({
  map: z
    .union([z.enum(['4x4', '8x8']).meta({ title: 'Preset' }), rows])
    .default('4x4')
    .describe(
      `One of Gymnasium’s maps, or your own: rows of S (start), F (ice), H (hole) and G (goal), ${LAKE_SIDE.least} to ${LAKE_SIDE.most} of either. Of several starts one is drawn at the beginning of an episode.`,
    )
    .meta({ title: 'Map', control: 'lake-map' }),
  isSlippery: yesOrNo(true, {
    title: 'Slippery',
    help: 'Whether a step may lead in one of the two directions beside the chosen one.',
    isMain: true,
  }),
  successRate: between(0, 1, 1 / 3, {
    title: 'Success rate on ice',
    help: 'On slippery ice, the probability of the chosen direction; the two beside it share the rest equally. Without effect where it is not slippery.',
  }),
  goalReward: between(-1000, 1000, 1, { title: 'Reward at a goal', help: 'Of the step onto it.' }),
  holeReward: between(-1000, 1000, 0, {
    title: 'Reward at a hole',
    help: 'Of the step into it. Gymnasium’s is 0.',
  }),
  iceReward: between(-1000, 1000, 0, {
    title: 'Reward on ice',
    help: 'Of every other step. Gymnasium’s is 0.',
  }),
  maxEpisodeSteps: z
    .int()
    .min(1)
    .max(MOST_EPISODE_STEPS)
    .nullable()
    .default(null)
    .describe(
      'Steps after which an episode is cut short: truncated, not terminated. Empty: 100 for maps of up to 16 tiles, 200 up to 64, 4 a tile above.',
    )
    .meta({ title: 'Time limit (steps)', rare: true, placeholder: 'by size' }),
})
export type FrozenLakeParameters = z.infer<typeof frozenLakeParameters>

function usualTimeLimit(tiles: number): number {
  if (tiles <= 16) return 100
  return tiles <= 64 ? 200 : 4 * tiles
}

/** Gymnasium's thresholds belong to its maps, slippery or not, and to its other parameters. */
function threshold(parameters: FrozenLakeParameters): number | null {
  const preset = presetOf(parameters.map)
  const like = { ...parameters, map: '4x4', isSlippery: true }
  if (preset === null || !isReference(frozenLakeParameters, like)) return null
  return preset === '4x4' ? 0.7 : 0.85
}

/** Also of a map that is refused for it: what else is wrong with a configuration is still told. */
const sizeOf = (map: LakeMap) => ({
  rows: lakeRows(map).length,
  columns: lakeRows(map)[0]?.length ?? 0,
})

export const frozenLake = defineEnvironment({
  parameters: frozenLakeParameters,
  describe(parameters) {
    const { rows, columns } = sizeOf(parameters.map)
    const tile = { label: 'tile', values: rows * columns }
    return {
      title: 'Frozen lake',
      summary: `Cross a frozen lake of ${rows} × ${columns} tiles from the start to a goal without stepping into a hole${parameters.isSlippery ? '; the ice is slippery, and steps may go aside' : ''}. Reward ${inText(parameters.goalReward)} at a goal.`,
      state: [tile],
      observation: [tile],
      actionSpace: { kind: 'discrete', labels: ['left', 'down', 'right', 'up'] },
      maxEpisodeSteps: parameters.maxEpisodeSteps ?? usualTimeLimit(rows * columns),
      solvedReturn: threshold(parameters),
      termination: 'neutral',
      defaultInitialState: 'the start tile; of several, each as likely',
    }
  },
})
