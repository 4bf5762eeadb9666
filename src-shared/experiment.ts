import * as z from 'zod'
import {
  intervals,
  resamples,
  type ComparedGroup,
  type IntervalMethod,
  type ScoreSummary,
} from './comparison.ts'
import { runResults, type RunResult } from './run-result.ts'
import type { RunStatus } from './run.ts'
import { line, prose as proseUpTo } from './stored-text.ts'
import { sweepSchema, type Sweep } from './sweep.ts'
import { taskId } from './task.ts'

/* An experiment: a named question with a hypothesis, notes, a conclusion, and the runs that answer it. */

const name = line(200).describe('Name of the experiment, such as Learning rates of REINFORCE')
const prose = proseUpTo(100_000)

/** What a person writes of an experiment. */
export const experimentTexts = z.strictObject({
  name,
  question: prose.default('').describe('What the experiment is to find out'),
  hypothesis: prose.default('').describe('What is expected, written before the runs are'),
  notes: prose.default('').describe('What is worth remembering'),
  conclusion: prose.default('').describe('What came out'),
})
export type ExperimentTexts = z.infer<typeof experimentTexts>

const experimentId = z.int().positive()
export const oneExperiment = z.strictObject({ experimentId })

export const experimentStart = z.strictObject({
  ...experimentTexts.shape,
  sweep: sweepSchema,
  taskId: taskId.optional(),
})

/** What is left out stays as it was. */
export const experimentChanges = z.strictObject({
  experimentId,
  name: name.optional(),
  question: prose.optional(),
  hypothesis: prose.optional(),
  notes: prose.optional(),
  conclusion: prose.optional(),
})
export type ExperimentChanges = z.infer<typeof experimentChanges>

/** Takes back an extension: what it started, and the sweep as it was before. */
export const experimentWithdrawal = z.strictObject({
  experimentId,
  sweep: sweepSchema,
  runIds: z.array(z.int().positive()).min(1).max(10_000),
})
export type ExperimentWithdrawal = z.infer<typeof experimentWithdrawal>

export const experimentExtension = z.strictObject({
  experimentId,
  sweep: sweepSchema,
  taskId: taskId.optional(),
})
export type ExperimentExtension = z.infer<typeof experimentExtension>

export const cellsRequest = z.strictObject({
  experimentId,
  result: z.enum(runResults).default('meanReturnLast100'),
  intervals,
  resamples,
})
export type CellsRequest = z.infer<typeof cellsRequest>

export type StatusCounts = Readonly<Partial<Record<RunStatus, number>>>

/**
 * The configuration with the best interquartile mean over its seeds so far, among those without runs
 * that ended early.
 */
export interface BestCell {
  readonly configHash: string
  /** What it holds of each varied field, in their order; null where it has no such field. */
  readonly values: readonly unknown[]
  /** The score of its runs: steps to the threshold if all runs stop there. */
  readonly result: RunResult
  readonly interquartileMean: number
  readonly mean: number
  /** The number of runs in these means. */
  readonly runs: number
}

/** How far an experiment is. */
export interface ExperimentSummary {
  readonly runs: number
  readonly statuses: StatusCounts
  /** Configurations, each with its seeds. */
  readonly cells: number
  /** Share of all budgets that is used, from 0 to 1; a run that ended counts as all of its. */
  readonly share: number
  /** Milliseconds until all have ended with the present workers; null: not known, or nothing is left. */
  readonly remainingMs: number | null
  readonly best: BestCell | null
}

export interface Experiment extends ExperimentTexts {
  readonly id: number
  /** Null: its runs were put together by hand. */
  readonly sweep: Sweep | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Its runs wait until it is resumed, whatever else the queue does; kept from start to start. */
  readonly isHeld: boolean
  readonly summary: ExperimentSummary
}

/** An experiment that was deleted and can still be restored. */
export interface TrashedExperiment {
  readonly id: number
  readonly name: string
  /** ISO 8601, UTC. */
  readonly deletedAt: string
}

/** What the runs of an experiment amount to, configuration by configuration. */
export interface ExperimentCells {
  readonly result: RunResult
  /** The score of these runs until someone chooses another. */
  readonly naturalResult: RunResult
  readonly intervals: IntervalMethod
  /** Paths of the fields that tell the configurations apart. */
  readonly fields: readonly string[]
  /** In the order of their first runs. */
  readonly cells: readonly ExperimentCell[]
  /** What a reader must know before believing a number, each a sentence. */
  readonly notes: readonly string[]
  /** A reason against adding seeds, in a sentence; null if there is none. */
  readonly seedsWarning: string | null
}

/** One configuration of an experiment with its runs. */
export interface ExperimentCell extends Pick<
  ComparedGroup,
  'configHash' | 'seeds' | 'scores' | 'leftOut' | 'endedEarly' | 'threshold'
> {
  readonly configHash: string
  /** What it holds of each field, in their order; null where it has no such field. */
  readonly values: readonly unknown[]
  readonly statuses: StatusCounts
  /** All of its runs, by seed. */
  readonly runIds: readonly number[]
  /** Whether it can be ranked: none of its runs ended before its budget. */
  readonly isCandidate: boolean
  /** Null if no run has the result yet. */
  readonly summary: ScoreSummary | null
}

/** An experiment and those of its runs that were just started, in the order of the queue. */
export interface StartedExperiment {
  readonly experiment: Experiment
  readonly runIds: readonly number[]
}
