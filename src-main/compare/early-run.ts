import type { EarlyRun } from '#shared/comparison.ts'
import { formatCount } from '#shared/format-number.ts'
import type { Run, RunStatus } from '#shared/run.ts'

const earlyStatuses: readonly string[] = ['diverged', 'failed', 'stopped', 'interrupted']

/** Whether a run ended before its budget and not by the stopping rule. */
export const isEarly = (status: RunStatus): status is EarlyRun['status'] =>
  earlyStatuses.includes(status)

/**
 * Returns, as a list, how far a run got that ended before its budget and not by the stopping rule; null
 * if it did not.
 */
export function earlyRun({ id, config, status, progress }: Run): [EarlyRun] | null {
  if (!isEarly(status)) return null
  const { budget } = config
  const [done, all, unit] =
    'environmentSteps' in budget
      ? [progress.environmentSteps, budget.environmentSteps, 'steps']
      : 'episodes' in budget
        ? [progress.episodes, budget.episodes, 'episodes']
        : [progress.updates, budget.updates, 'updates']
  return [
    {
      runId: id,
      seed: config.seed,
      status,
      reached: `${formatCount(done)} of ${formatCount(all)} ${unit}`,
    },
  ]
}
