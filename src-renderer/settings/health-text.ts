import type { DatabaseCheck } from '#shared/api.ts'
import { formatCounted } from '#shared/format-number.ts'
import { formatBytes } from '#renderer/format/number.ts'

const MOST_NAMED = 10

export const isSound = ({ databaseHealth, runs }: DatabaseCheck): boolean =>
  databaseHealth === 'ok' && (runs?.differing ?? 0) === 0

/** What an integrity check found, in a line. */
export function healthText(check: DatabaseCheck): string {
  const { databaseHealth, databaseBytes, runs } = check
  if (isSound(check)) {
    const left = runs?.inTraining ?? 0
    const note = left === 0 ? '' : `; ${formatCounted(left, 'unfinished run')} not checked`
    return `OK, ${formatBytes(databaseBytes)}${note}`
  }
  const parts = databaseHealth === 'ok' ? [] : [databaseHealth]
  if (runs !== null && runs.differing > 0) {
    const named = [...new Set(runs.differences.map(({ runId }) => runId))].slice(0, MOST_NAMED)
    const more = runs.differing > named.length ? ', …' : ''
    const verb = runs.differing === 1 ? 'differs' : 'differ'
    parts.push(`${formatCounted(runs.differing, 'run')} ${verb}: ${named.join(', ')}${more}`)
  }
  return parts.join('; ')
}
