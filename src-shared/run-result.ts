import { describeEnvironment } from './environments.ts'
import { progressDefinitions, type Definition } from './metrics.ts'
import type { Run } from './run.ts'

/* The score of a run. */

export const runResults = [
  'meanReturnLast100',
  'bestMeanReturn100',
  'areaUnderCurve',
  'stepsToThreshold',
  'evaluation',
] as const
export type RunResult = (typeof runResults)[number]

/** Whether a smaller number is the better one. */
export const isLowerBetter = (result: string): boolean => result === 'stepsToThreshold'

export const resultDefinitions: Readonly<Record<RunResult, Definition>> = {
  meanReturnLast100: {
    label: 'Final mean return (last 100)',
    definition:
      'Of each run, the mean undiscounted return of its last 100 finished episodes; of all if there are fewer. If training stops once solved, this measures the stopping rule, not the policy',
  },
  bestMeanReturn100: {
    label: 'Best mean return (100)',
    definition:
      'Of each run, the largest mean return of any 100 consecutive episodes: a maximum over training, so it is biased upward for noisy runs',
  },
  areaUnderCurve: {
    label: progressDefinitions.areaUnderCurve.label,
    definition: `Of each run: ${progressDefinitions.areaUnderCurve.definition}`,
  },
  stepsToThreshold: {
    label: 'Steps to threshold',
    unit: 'steps',
    definition:
      'Of each run, the environment steps T until the mean return of its last 100 finished episodes first reached the environment’s threshold. Fewer is better. Restricted: min(T, τ), where τ is the fewest steps that a run which did not reach it was trained for (of a diverged run its budget), so that all runs are compared over the same span; runs that did not reach it, or later than τ, count as τ and tie. Runs that were cut off before they reached it are excluded, except diverged ones, which never would have',
  },
  evaluation: {
    label: 'Evaluation (100 episodes)',
    definition:
      'Of each ended run, the mean undiscounted return of its last policy over 100 episodes without learning, the same starts for every run; its action is the most probable one, or the mean of a Gaussian',
  },
}

/**
 * The score of runs until someone chooses another: steps to the threshold if every run stops when it
 * reaches it, because its last returns are then those that the rule waits for.
 */
export function naturalResult(runs: readonly Pick<Run, 'config'>[]): RunResult {
  const stopAtThreshold = ({ config }: Pick<Run, 'config'>) =>
    config.budget.stopWhenSolved && describeEnvironment(config.environment).solvedReturn !== null
  return runs.length > 0 && runs.every(stopAtThreshold) ? 'stepsToThreshold' : 'meanReturnLast100'
}

/**
 * Whether a configuration can be ranked among several. A run that ended before its budget is not
 * finished; a diverged run never reaches the threshold, which is all that steps to the threshold ask.
 */
export const isCandidate = (
  endedEarly: readonly { readonly status: string }[],
  result: RunResult,
): boolean =>
  endedEarly.every(({ status }) => result === 'stepsToThreshold' && status === 'diverged')

/**
 * Whether steps to the threshold of a configuration can be ranked: some run reached it, and its τ, if
 * any, is the longest. If the budget is in episodes, bad policies are watched for fewer steps, which
 * does not mean that they learned fast.
 */
export const isRankable = (
  { limit, reached }: { readonly limit: number | null; readonly reached: number },
  limits: readonly (number | null)[],
): boolean => reached > 0 && (limit === null || limits.every((other) => (other ?? 0) <= limit))
