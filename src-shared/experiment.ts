import * as z from 'zod'
import { runResults, type GroupSummary } from './comparison.ts'
import type { RunStatus } from './run.ts'
import { line, prose as proseUpTo } from './stored-text.ts'
import { sweepSchema, type Sweep } from './sweep.ts'
import { taskId } from './task.ts'

/* An experiment: a named question with a hypothesis, notes, a conclusion, and the runs that answer it. */

const name = line(200).describe(
  'What the experiment is called, such as Learning rates of REINFORCE',
)
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

/** Results that are known without playing more episodes. */
export const cellResults = runResults.filter((result) => result !== 'evaluation')
export type CellResult = (typeof cellResults)[number]

export const cellsRequest = z.strictObject({
  experimentId,
  result: z.enum(cellResults).default('meanReturnLast100'),
  resamples: z.int().min(100).max(20_000).default(2000),
})
export type CellsRequest = z.infer<typeof cellsRequest>

export type StatusCounts = Readonly<Partial<Record<RunStatus, number>>>

/** The configuration with the highest mean over its seeds so far. */
export interface BestCell {
  readonly configHash: string
  /** What it holds of each varied field, in their order; null where it has no such field. */
  readonly values: readonly unknown[]
  /** Mean over its runs of the mean return of their last 100 episodes. */
  readonly mean: number
  /** Runs it is the mean of. */
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
  /** Paths of the fields that tell the configurations apart. */
  readonly fields: readonly string[]
  /** In the order of their first runs. */
  readonly cells: readonly ExperimentCell[]
}

/** One configuration of an experiment with its runs. */
export interface ExperimentCell {
  readonly configHash: string
  /** What it holds of each field, in their order; null where it has no such field. */
  readonly values: readonly unknown[]
  readonly statuses: StatusCounts
  /** All of its runs, by seed. */
  readonly runIds: readonly number[]
  /** The seeds of the runs that have the result, and their results. */
  readonly seeds: readonly number[]
  readonly scores: readonly number[]
  /** Null: no run has it yet. */
  readonly summary: Omit<GroupSummary, 'profile'> | null
}

/** An experiment and the runs of it that were started just now, in the order of the queue. */
export interface StartedExperiment {
  readonly experiment: Experiment
  readonly runIds: readonly number[]
}
