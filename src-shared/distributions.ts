import * as z from 'zod'
import type { ActionQuantity, EnvironmentSettings } from './environments.ts'
import { describeEnvironment } from './environments.ts'
import type { Histogram } from './histogram.ts'
import { horizontalAxes, type Definition } from './metrics.ts'

/** What is shown as a histogram over the time of a run. */
export const distributionQuantities = ['episodeReturn', 'advantage', 'action'] as const
export type DistributionQuantity = (typeof distributionQuantities)[number]

/** What training keeps histograms of; those of returns are made of the stored episodes. */
export type TrainingQuantity = Exclude<DistributionQuantity, 'episodeReturn'>

/** The steps of one batch as a histogram. */
export interface BatchDistribution extends Histogram {
  readonly quantity: TrainingQuantity
  /** Of an action of several numbers, which one, from 0; else 0. */
  readonly component: number
}

export interface StoredDistribution extends BatchDistribution {
  /** Index of the update the batch was played for. */
  readonly update: number
}

/** Of a longer batch so many steps, evenly spread, are counted. */
export const MOST_COUNTED_STEPS = 1024

/** So many updates of a run have histograms at most. */
const MOST_KEPT = 128

/** Every how manyth update has histograms once a run has so many: a power of two. */
export function keptStride(updates: number): number {
  let stride = 1
  while (updates > MOST_KEPT * stride) stride *= 2
  return stride
}

/** Whether an update gets histograms. By its index alone, so that the same seed keeps the same ones. */
export const isKept = (index: number): boolean => index % keptStride(index + 1) === 0

/** The distribution of a quantity over the time of a run: one histogram a column, all in the same bins. */
export interface Distribution {
  /** Where each column begins and ends, in the unit of the axis; columns do not overlap. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Lower edge of the lowest bin, and the width of all of them. */
  readonly lowest: number
  readonly width: number
  /** Values in each bin, column by column. */
  readonly counts: readonly (readonly number[])[]
  /** Rows that were counted, of so many: episodes, or updates. */
  readonly counted: number
  readonly of: number
}

export const distributionRequest = z.strictObject({
  runId: z.int().positive(),
  quantity: z.enum(distributionQuantities),
  /** Of an action of several numbers, which one, from 0. */
  component: z.int().min(0).default(0),
  x: z.enum(horizontalAxes),
  maxColumns: z.int().min(2).max(400).default(128),
  /** The part of the axis that is looked at; columns that reach into it come whole. */
  from: z.number().optional(),
  to: z.number().optional(),
})
export type DistributionRequest = z.output<typeof distributionRequest>

export const distributionDefinitions: Readonly<Record<DistributionQuantity, Definition>> = {
  episodeReturn: {
    label: 'Episode returns',
    definition:
      'Share of the episodes of each column whose undiscounted return lies in each bin. Of a column of more than 512 episodes, as many are counted, in 32 evenly spread stretches',
  },
  advantage: {
    label: 'Advantages',
    definition:
      'Share of the steps of one batch whose weight of ∇log π(a_t|s_t) lies in each bin: return or reward-to-go, minus the baseline or by GAE, normalised and times γ^t where the configuration says so. Of a batch of more than 1,024 steps, as many evenly spread ones are counted',
  },
  action: {
    label: 'Actions',
    definition:
      'Share of the steps of one batch at which the policy drew each action; of real numbers, as drawn, before the environment clips them. Of a batch of more than 1,024 steps, as many evenly spread ones are counted',
  },
}

/** The parts an action is shown in: one for each of its numbers; a discrete action has one. */
export function actionComponents(environment: EnvironmentSettings): readonly ActionQuantity[] {
  const { actionSpace } = describeEnvironment(environment)
  if (actionSpace.kind === 'discrete') return [{ label: 'action' }]
  return Array.from(
    { length: actionSpace.size },
    (_, i) => actionSpace.quantities[i] ?? { label: `action ${i + 1}` },
  )
}
