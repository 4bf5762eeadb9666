import type { DatabaseCheck } from '#shared/api.ts'
import { formatCounted } from '#shared/format-number.ts'
import { isSound } from '#shared/system.ts'
import { formatBytes } from '#renderer/format/number.ts'

const MOST_NAMED = 10

/** Describes the result of an integrity check in one line. */
export function healthText(check: DatabaseCheck): string {
  const { databaseHealth, databaseBytes, runs, experiments } = check
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
  if (experiments.length > 0) {
    const named = experiments.slice(0, MOST_NAMED).map(({ experimentId }) => experimentId)
    const more = experiments.length > named.length ? ', …' : ''
    const verb = experiments.length === 1 ? 'is' : 'are'
    const counted = formatCounted(experiments.length, 'experiment')
    parts.push(`${counted} ${verb} damaged: ${named.join(', ')}${more}`)
  }
  return parts.join('; ')
}
