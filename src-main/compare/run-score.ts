import { describeEnvironment } from '#shared/environments.ts'
import type { RunResult } from '#shared/run-result.ts'
import { isActive, type Run } from '#shared/run.ts'
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
      if (typeof watched === 'string') return watched
      const steps = Math.min(watched.steps, watched.knownUntil)
      return steps < Infinity ? steps : NEVER
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
const NEVER = 'diverged before it reached the threshold'

const finite = (score: number | string): number | string =>
  typeof score === 'number' && !Number.isFinite(score) ? NOT_FINITE : score

/** When a run reached its environment's threshold. */
export interface WatchedSteps {
  /** Environment steps; Infinity if it did not reach it. */
  readonly steps: number
  /** How many steps this is known for; Infinity for any number. */
  readonly knownUntil: number
}

/** Returns when a run reached the threshold, or why that is not known. A run that diverged never reaches it. */
export function stepsToThreshold({
  config,
  progress,
  status,
}: Pick<Run, 'config' | 'progress' | 'status'>): WatchedSteps | string {
  if (progress.solvedAt) return { steps: progress.solvedAt.environmentSteps, knownUntil: Infinity }
  if (describeEnvironment(config.environment).solvedReturn === null) {
    return 'acts in an environment without a threshold'
  }
  const { budget } = config
  const inBudget = 'environmentSteps' in budget ? budget.environmentSteps : Infinity
  if (status === 'diverged') return { steps: Infinity, knownUntil: inBudget }
  if (isActive(status)) return 'has not reached the threshold yet'
  if (status !== 'completed') return 'was cut off before it reached the threshold'
  return { steps: Infinity, knownUntil: Math.min(inBudget, progress.environmentSteps) }
}

/**
 * Returns the τ up to which every run is known, so that min(T, τ) is known of each; null if every run
 * reached the threshold.
 */
export function commonLimit(runs: readonly WatchedSteps[]): number | null {
  if (runs.every(({ steps }) => steps < Infinity)) return null
  return Math.min(...runs.map(({ knownUntil }) => knownUntil))
}
