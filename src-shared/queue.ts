import * as z from 'zod'
import type { RefusedRun, Run } from './run.ts'

/** The queue of one workbench: what it trains, what waits for its turn, and how far all of it is. */
export interface QueueState {
  /** Nothing begins until it is resumed; kept from start to start. */
  readonly isHeld: boolean
  /** How many runs train at once. */
  readonly workers: number
  /** Running and paused runs. */
  readonly training: readonly Run[]
  /** The first of those that wait, in their order. */
  readonly waiting: readonly Run[]
  readonly waitingCount: number
  /** Those of `waiting` that wait for their experiment to be resumed. */
  readonly heldRunIds: readonly number[]
  /** Runs that ended since the queue was last empty. */
  readonly endedCount: number
  /** Mean share of their budget that all of these runs have used, the ended ones all of it; null: there are none. */
  readonly share: number | null
  /** Until all have ended, with as many at once as train now; null: not known yet. */
  readonly remainingMs: number | null
  readonly elsewhere: OtherPrograms
  /** What this start of the workbench took up of the last one; null: nothing. */
  readonly lastSession: LastSession | null
}

/** Runs of the same database that other programs train, such as a sweep of the command line. */
export interface OtherPrograms {
  /** The first of the runs that other programs train or have paused. */
  readonly training: readonly Run[]
  readonly trainingCount: number
  readonly waitingCount: number
}

/** What became of the runs that the last session left unfinished. */
export interface LastSession {
  /** When this one began, ISO 8601: it is told once. */
  readonly at: string
  readonly continued: number
  /** Begun by another version or machine: they stay as they are. */
  readonly refused: number
}

/** So many of the runs that wait are told of. */
export const MOST_WAITING_SHOWN = 100
/** The most runs of other programs that are sent. */
export const MAX_SHOWN_ELSEWHERE = 20

const runId = z.int().positive()

/** Moves a run that waits before another one, or to the end. */
export const queueMove = z.strictObject({ runId, before: runId.nullable() })
export type QueueMove = z.infer<typeof queueMove>

/** A run that was stopped, as it was until then: enough to take the stop back. */
const stoppedRun = z.strictObject({
  runId,
  was: z.enum(['queued', 'running', 'paused']),
  before: runId
    .nullable()
    .describe('The run that waited behind it and was not stopped; null: none'),
})
export type StoppedRun = Readonly<z.infer<typeof stoppedRun>>

/** What a stop of several runs has done. */
export interface StoppedRuns {
  /** In the order of the queue; those that ended by themselves meanwhile are left out. */
  readonly stopped: readonly StoppedRun[]
  readonly refused: readonly RefusedRun[]
}

export const stopToUndo = z.strictObject({
  stopped: z.array(stoppedRun).min(1).max(100_000).readonly(),
})
