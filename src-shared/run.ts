import type { RunAlert } from './alerts.ts'
import type { Progress } from './metrics.ts'
import type { RunConfig } from './run-config.ts'

/**
 * queued → running ⇄ paused → completed | stopped | failed | diverged.
 * `interrupted`: the program ended while the run was queued, running or paused.
 */
export const runStatuses = [
  'queued',
  'running',
  'paused',
  'completed',
  'stopped',
  'failed',
  'diverged',
  'interrupted',
] as const
export type RunStatus = (typeof runStatuses)[number]

/** Whether a run in this status may still change. */
export const isActive = (status: RunStatus): boolean =>
  status === 'queued' || status === 'running' || status === 'paused'

/** Whether a run in this status ended before its time and can go on from where it was. */
export const canGoOn = (status: RunStatus): boolean =>
  status === 'interrupted' || status === 'stopped'

/** One training with one seed. */
export interface Run {
  readonly id: number
  readonly config: RunConfig
  /** SHA-256 of the configuration without its seed, 16 hexadecimal digits: runs that share it are one group. */
  readonly configHash: string
  readonly status: RunStatus
  /** Why it failed, diverged or was interrupted, in a sentence; null otherwise. */
  readonly reason: string | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** What computed it, such as `tfjs (wasm)`; null until it starts. */
  readonly engine: string | null
  readonly progress: Progress
  /** SHA-256 of all episodes and updates without their times, 16 hexadecimal digits; null until it ends by itself or is stopped. */
  readonly metricsHash: string | null
  readonly tags: readonly string[]
  /** What was written about it. */
  readonly notes: string
  readonly isStarred: boolean
  /** Not to be deleted. */
  readonly isLocked: boolean
  /** Put aside: tables leave it out unless they are asked for it. */
  readonly isArchived: boolean
  /** What its stored numbers say is wrong with it; of a run in training, some seconds ago. */
  readonly alerts: readonly RunAlert[]
  /**
   * The arithmetic version that computed it, see `ARITHMETIC_VERSION`; null if it has not begun, or if
   * that was not stored.
   */
  readonly arithmetic: number | null
  /** The experiment it belongs to. */
  readonly experimentId: number | null
}

/** So long a deleted run can be restored; the next start after that deletes it for good. */
export const DAYS_IN_TRASH = 30

/** A run that was deleted and can still be restored. */
export interface TrashedRun {
  readonly run: Run
  /** ISO 8601, UTC. */
  readonly deletedAt: string
}

/** What has to be done before a run can be deleted, in a few words; null: nothing. */
export function deletionObstacle({ status, isLocked }: Pick<Run, 'status' | 'isLocked'>) {
  if (isActive(status)) return 'stop it first'
  return isLocked ? 'unlock it first' : null
}

/** A run to which what was asked for was not done, and why, in a sentence. */
export interface RefusedRun {
  readonly runId: number
  readonly reason: string
}

/** Share of a budget that is used, from 0 to 1. */
export function shareOfBudget(
  budget: RunConfig['budget'],
  counts: Pick<Progress, 'environmentSteps' | 'episodes' | 'updates'>,
): number {
  const used =
    'environmentSteps' in budget
      ? counts.environmentSteps / budget.environmentSteps
      : 'episodes' in budget
        ? counts.episodes / budget.episodes
        : counts.updates / budget.updates
  return Math.min(1, used)
}

/** Share of a run's budget that is used, from 0 to 1. */
export const budgetUsed = ({ config, progress }: Pick<Run, 'config' | 'progress'>): number =>
  shareOfBudget(config.budget, progress)

/** Milliseconds until the budget is used up at the mean speed so far; null while that is unknown. */
export function remainingMs(run: Pick<Run, 'config' | 'progress'>): number | null {
  const used = budgetUsed(run)
  return used > 0 ? (run.progress.wallTimeMs * (1 - used)) / used : null
}

/** Environment steps per second of training time; null before the first. */
export const stepsPerSecond = ({ environmentSteps, wallTimeMs }: Progress): number | null =>
  wallTimeMs > 0 ? (1000 * environmentSteps) / wallTimeMs : null
