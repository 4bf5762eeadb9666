import * as z from 'zod'
import { formatCounted } from './format-number.ts'
import type { EngineName } from './config/engine.ts'
import { taskId } from './task.ts'

/** Whether an engine works here, what it stands on, and a note such as why not on something faster. */
export interface EngineInfo {
  readonly name: EngineName
  readonly isAvailable: boolean
  readonly backend: string
  readonly note: string | null
}

/** What computes: shown by the window and by `doctor`. */
export interface SystemInfo {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly engines: readonly EngineInfo[]
  /** How many runs train at once. */
  readonly workers: number
  /** Whether a start of the workbench goes on with what the last one left unfinished. */
  readonly continuesRuns: boolean
  /** Whether an episode of a run is kept by itself at its milestones. */
  readonly keepsEpisodes: boolean
  readonly cores: number
  readonly databasePath: string
  /** Of SQLite. */
  readonly sqlite: string
  /** Of Electron; null where the backend runs without it. */
  readonly electron: string | null
}

/** Whether the database is sound. */
export interface DatabaseCheck {
  /** `ok`, or the first thing SQLite's integrity check found. */
  readonly databaseHealth: string
  readonly databaseBytes: number
  /** Null if only the file was checked, not what it holds. */
  readonly runs: RunsCheck | null
  /** Damaged experiments; none if only the file was checked. */
  readonly experiments: readonly ExperimentDamage[]
}

/** Returns whether a check found nothing wrong. */
export const isSound = ({ databaseHealth, runs, experiments }: DatabaseCheck): boolean =>
  databaseHealth === 'ok' && (runs?.differing ?? 0) === 0 && experiments.length === 0

/** Returns the name of every damaged run and experiment, with a sentence that says what is wrong with it. */
export const namedDamage = ({
  runs,
  experiments,
}: DatabaseCheck): [name: string, what: string][] => [
  ...(runs?.differences ?? []).map(({ runId, what }): [string, string] => [`Run ${runId}`, what]),
  ...experiments.map(({ experimentId, what }): [string, string] => [
    `Experiment ${experimentId}`,
    what,
  ]),
]

/** A sentence that says what is wrong with what is stored of an experiment. */
export interface ExperimentDamage {
  readonly experimentId: number
  readonly what: string
}

/** A sentence that says how a run differs from what was stored about it. */
export interface RunDifference {
  readonly runId: number
  readonly what: string
}

/** Whether everything stored about every run is consistent. */
export interface RunsCheck {
  /** Ended runs, including those in the trash. */
  readonly checked: number
  /** Runs that may still change and are not checked. */
  readonly inTraining: number
  /** How many differ. */
  readonly differing: number
  /** At most 1,000 differences. */
  readonly differences: readonly RunDifference[]
}

export const databaseCheckRequest = z
  .strictObject({
    /**
     * Whether to recompute the hash of every run from its rows and compare everything else that is
     * stored about it.
     */
    isDeep: z.boolean().default(false),
    /** The id for progress and for cancelling the check. */
    taskId: taskId.optional(),
  })
  .optional()

/** Describes the result of a check of all runs in a sentence. */
export function summarizeRunsCheck({ checked, inTraining, differing }: RunsCheck): string {
  const found =
    differing === 0 ? 'no difference' : `${formatCounted(differing, 'run')} with differences`
  const left =
    inTraining === 0 ? '' : `; ${formatCounted(inTraining, 'run')} in training not checked`
  return `${formatCounted(checked, 'run')} checked, ${found}${left}`
}
