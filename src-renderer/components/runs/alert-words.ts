import { alertDefinitions, alertIds } from '#shared/alerts.ts'
import type { Run } from '#shared/run.ts'

/** The alerts of a run or of the runs of a group, in words. */
export interface AlertWords {
  /** Their names; of a group with how many of its runs have each. */
  readonly names: string
  /** The same with what they mean, one to a line. */
  readonly definitions: string
  /** Runs with an alert that nobody dismissed. */
  readonly count: number
}

/** Null: there are none. */
export function alertWords(runs: readonly Pick<Run, 'alerts'>[]): AlertWords | null {
  const found = alertIds.flatMap((id) => {
    const those = runs.flatMap(({ alerts }) => alerts.filter((alert) => alert.id === id))
    if (those.length === 0) return []
    const { label, definition } = alertDefinitions[id]
    const name = runs.length === 1 ? label : `${label} (${those.length} of ${runs.length})`
    const dismissed = those.every(({ isDismissed }) => isDismissed) ? ' (dismissed)' : ''
    return [{ name, line: `${name}${dismissed}: ${definition}` }]
  })
  if (found.length === 0) return null
  const isCurrent = ({ alerts }: Pick<Run, 'alerts'>) =>
    alerts.some(({ isDismissed }) => !isDismissed)
  return {
    names: found.map(({ name }) => name).join(', '),
    definitions: found.map(({ line }) => line).join('\n'),
    count: runs.filter(isCurrent).length,
  }
}
