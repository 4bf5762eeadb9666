import { numberRanges } from '#shared/figure/captions.ts'
import type { SweepRun } from '#shared/sweep-results.ts'
import { formatCounted } from '#renderer/format/number.ts'
import { MOST_COMPARED } from './groups.ts'

/** So many hashes stand for more than can be named. */
const FEW = 3

/** `runs 1–28, 14 configurations: 0123456789abcdef, … and 11 more.` */
export function sweepCaption(runs: readonly Pick<SweepRun, 'runId' | 'configHash'>[]): string {
  const hashes = [...new Set(runs.map(({ configHash }) => configHash))]
  const named = hashes.length <= MOST_COMPARED ? hashes : hashes.slice(0, FEW)
  const more = hashes.length > named.length ? ` and ${hashes.length - named.length} more` : ''
  const ids = numberRanges(runs.map(({ runId }) => runId))
  return `runs ${ids}, ${formatCounted(hashes.length, 'configuration')}: ${named.join(', ')}${more}.`
}
