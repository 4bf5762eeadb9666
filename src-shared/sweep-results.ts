import * as z from 'zod'
import { type Interval } from './comparison.ts'
import { resultDefinitions, runResults, type RunResult } from './run-result.ts'
import { progressDefinitions, type Definition } from './metrics.ts'
import type { RunStatus } from './run.ts'

/* Many runs side by side, each as the fields that differ and a few numbers: never as whole curves. */

/** The numbers a run of a sweep can be placed, coloured and judged by. */
export const sweepNumbers = [
  'meanReturnLast100',
  'bestMeanReturn100',
  'areaUnderCurve',
  'stepsToThreshold',
  'evaluation',
  'solvedAtSteps',
  'episodes',
  'environmentSteps',
  'wallTimeMs',
] as const
export type SweepNumber = (typeof sweepNumbers)[number]

export const sweepNumberDefinitions: Readonly<Record<SweepNumber, Definition>> = {
  meanReturnLast100: resultDefinitions.meanReturnLast100,
  bestMeanReturn100: resultDefinitions.bestMeanReturn100,
  areaUnderCurve: resultDefinitions.areaUnderCurve,
  stepsToThreshold: resultDefinitions.stepsToThreshold,
  evaluation: resultDefinitions.evaluation,
  solvedAtSteps: {
    label: 'Solved at',
    unit: 'steps',
    definition:
      'Environment steps when the mean return of the last 100 finished episodes first reached the environment’s threshold; runs that never did have no such number',
  },
  episodes: progressDefinitions.episodes,
  environmentSteps: progressDefinitions.environmentSteps,
  wallTimeMs: { ...progressDefinitions.wallTimeMs, unit: 'ms' },
}

const runIds = z.array(z.int().positive()).min(1).max(10_000)

export const sweepResultsRequest = z.strictObject({
  runIds,
  numbers: z.array(z.enum(sweepNumbers)).min(1).max(sweepNumbers.length),
})
export type SweepResultsRequest = z.infer<typeof sweepResultsRequest>

export type FieldValue = string | number | boolean | null

/** A field of the configuration in which some of the runs differ. */
export interface SweepField {
  /** Such as `optimizer.learningRate`. */
  readonly path: string
  /** Whether every run that has it holds a number there. */
  readonly isNumber: boolean
}

export interface SweepRun {
  readonly runId: number
  readonly configHash: string
  readonly seed: number
  readonly status: RunStatus
  /** One a field, in their order; null: the run has no such field, or holds null there. */
  readonly values: readonly FieldValue[]
  /** One a number that was asked for; null: the run has none. */
  readonly numbers: readonly (number | null)[]
}

export interface SweepResults {
  /** In the order of the configuration; the seed last. */
  readonly fields: readonly SweepField[]
  /** Of the runs that still exist, in the order asked for. */
  readonly runs: readonly SweepRun[]
  readonly numbers: readonly SweepNumber[]
  /** What a reader must know before believing a score, in sentences, for every score that was requested. */
  readonly notes: Readonly<Partial<Record<RunResult, readonly string[]>>>
  /** The score of these runs until someone chooses another. */
  readonly naturalResult: RunResult
}

/** Whether a number is a score. */
export const isScore = (number: SweepNumber): number is RunResult =>
  (runResults as readonly string[]).includes(number)

export const importanceRequest = z.strictObject({ runIds, number: z.enum(sweepNumbers) })
export type ImportanceRequest = z.infer<typeof importanceRequest>

/** What one field explains of a number, or two fields together beyond each by itself. */
export interface FieldImportance {
  readonly paths: readonly string[]
  /** η², or of a forest the growth of its error over the variance: a little below 0 by chance, at most about 2. */
  readonly share: number
  readonly interval: Interval | null
  /** What a field without any effect would be expected to show; null: about 0. */
  readonly byChance: number | null
  /** Of a permutation test, where there is one. */
  readonly p: number | null
}

export interface Importance {
  readonly number: SweepNumber
  /** Runs that have the number. */
  readonly runs: number
  /** Different configurations among them. */
  readonly cells: number
  /** Analysis of variance of a full grid, or a random forest; null: there is not enough to say anything. */
  readonly method: 'variance' | 'forest' | null
  /** Why there is not enough, or what a reader must know first, each a sentence. */
  readonly notes: readonly string[]
  /** The largest first. */
  readonly fields: readonly FieldImportance[]
  /** Share of seeds alone in a full grid; null: unknown. */
  readonly withinCells: number | null
  /** What a forest predicts of runs it has not seen, R²; null: there is none. */
  readonly explained: number | null
}

export const importanceDefinitions = {
  variance: {
    label: 'Share of variance explained (η²)',
    definition:
      'Analysis of variance of a full grid: η² = SS_field / SS_total, how much of the variance of the result over all runs goes with this field by itself; two fields together: what they explain beyond both. The interval is a 95 % bootstrap over the seeds of each configuration, of which it needs 2; p deals the results anew among runs that differ in this field alone. A tick marks what a field without effect would show by chance. It speaks of the values that were tried, not of others, and wider ranges make any field more important',
  },
  forest: {
    label: 'Permutation importance',
    definition:
      'Random forests are grown on random halves of the runs and asked about the other half: how much larger their mean squared error becomes when this field is shuffled, over the variance of the result: 0 for a field that does not matter, up to 2 for one that decides everything. The interval holds the middle 95 % of 20 halves. It needs 20 runs. It is no cause and no effect size: fields that vary together share it, and where the forest predicts little it means little',
  },
} as const satisfies Record<'variance' | 'forest', Definition>
