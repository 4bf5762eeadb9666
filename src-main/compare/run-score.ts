import { describeEnvironment } from '#shared/environments.ts'
import type { RunResult } from '#shared/run-result.ts'
import { isActive, type Run, type RunStatus } from '#shared/run.ts'
import type { Evaluations } from './evaluate-runs.ts'

/**
 * Returns the score of a run, or why it has none, in words that continue "run 3". A number that is not
 * finite is never a score.
 */
export function runScore(
  run: Run,
  result: RunResult,
  evaluations: Evaluations = new Map(),
): number | string {
  const { progress } = run
  switch (result) {
    case 'evaluation':
      return finite(evaluations.get(run.id) ?? 'was not evaluated')
    case 'stepsToThreshold': {
      const watched = stepsToThreshold(run)
      return typeof watched === 'string' ? watched : Math.min(watched.steps, watched.knownUntil)
    }
    default: {
      const score = progress[result]
      if (score !== null) return finite(score)
      if (progress.episodes === 0) return 'has no finished episode'
      return progress.meanReturnLast100 === null ? NOT_FINITE : 'has fewer than 100 episodes'
    }
  }
}

const NOT_FINITE = 'has no finite return'

const finite = (score: number | string): number | string =>
  typeof score === 'number' && !Number.isFinite(score) ? NOT_FINITE : score

/** When a run reached its environment's threshold. */
export interface WatchedSteps {
  /** Environment steps; Infinity if it did not reach it. */
  readonly steps: number
  /** How many steps this is known for; Infinity for any number. */
  readonly knownUntil: number
}

/** Returns when a run reached the threshold, or why that is not known. */
export function stepsToThreshold({
  config: { budget, environment },
  progress: { solvedAt, environmentSteps },
  status,
}: Pick<Run, 'config' | 'progress' | 'status'>): WatchedSteps | string {
  if (solvedAt === null && describeEnvironment(environment).solvedReturn === null) {
    return 'has an environment without a threshold'
  }
  return watchedSteps({
    ...{ status, environmentSteps },
    solvedAtSteps: solvedAt?.environmentSteps ?? null,
    stepBudget: 'environmentSteps' in budget ? budget.environmentSteps : null,
  })
}

/** These values decide how long a run was watched. */
interface Watched {
  readonly status: RunStatus
  readonly environmentSteps: number
  /** Null if it did not reach the threshold. */
  readonly solvedAtSteps: number | null
  /** Null if its budget is not in environment steps. */
  readonly stepBudget: number | null
}

/** Returns the same for an environment that has a threshold. A run that diverged never reaches it. */
export function watchedSteps(run: Watched): WatchedSteps | string {
  const { status, environmentSteps, solvedAtSteps, stepBudget } = run
  if (solvedAtSteps !== null) return { steps: solvedAtSteps, knownUntil: Infinity }
  if (isActive(status)) return 'has not reached the threshold yet'
  if (status === 'diverged') {
    return stepBudget === null
      ? 'diverged before it reached the threshold'
      : { steps: Infinity, knownUntil: stepBudget }
  }
  if (status !== 'completed') return 'was interrupted before it reached the threshold'
  return { steps: Infinity, knownUntil: Math.min(stepBudget ?? Infinity, environmentSteps) }
}

/**
 * Returns the τ up to which every run is known, so that min(T, τ) is known of each; null if every run
 * reached the threshold.
 */
export function commonLimit(runs: readonly WatchedSteps[]): number | null {
  if (runs.every(({ steps }) => steps < Infinity)) return null
  return Math.min(...runs.map(({ knownUntil }) => knownUntil))
}

/** Counts the runs that reached the threshold by τ. */
export const reachedBy = (runs: readonly WatchedSteps[], limit: number | null): number =>
  runs.filter(({ steps }) => steps < Infinity && steps <= (limit ?? Infinity)).length
