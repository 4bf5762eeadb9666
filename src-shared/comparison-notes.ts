import type { EarlyRun, LeftOutRun } from './comparison.ts'
import { formatCounted } from './format-number.ts'
import { hasSpread } from './sample.ts'

/* What a reader must know before believing the numbers of a group. The window and the command line say the same. */

/** Groups of fewer seeds than this are warned about. */
const FEWEST_SEEDS = 5

/** Runs beyond this many are counted but not listed. */
const MAX_LISTED = 5

/** Warns of a group that is too small to be sure of; null if it is large enough, or empty. */
export function fewSeedsWarning(name: string, seeds: number): string | null {
  if (seeds === 0 || seeds >= FEWEST_SEEDS) return null
  const interval = seeds < 3 ? 'there is no interval' : 'intervals are wide'
  return `${name} has ${formatCounted(seeds, 'seed')}: with fewer than ${FEWEST_SEEDS}, ${interval} and tests have little power. Add seeds.`
}

/** Says which runs are missing from a group of `all` different ones, and why, in one sentence per reason. */
export function leftOutNotes(name: string, leftOut: readonly LeftOutRun[], all: number): string[] {
  const repeated = leftOut.filter(({ repeats }) => repeats !== undefined)
  const missing = leftOut.filter(({ repeats }) => repeats === undefined)
  const byReason = [...Map.groupBy(missing, ({ reason }) => reason)]
  return [
    ...repeated.map(({ runId, reason }) => `${name} is without run ${runId}, which ${reason}.`),
    ...byReason.map(([reason, runs]) => {
      const what = runs.length === 1 ? `${reason} and is` : `${plural(reason)} and are`
      const ids = listed(runs.map(({ runId }) => String(runId)))
      return `${name}: ${runs.length} of ${formatCounted(all, 'run')} ${what} excluded (${ids}).`
    }),
  ]
}

/** Puts a reason into the plural: `has` becomes `have`. */
const plural = (reason: string): string =>
  reason
    .replace(/^(has|is|was|acts|diverged)\b/, (verb) => plurals[verb]!)
    .replace(/\bit\b/, 'they')
    .replace(/\bhas\b/, 'have')

const plurals: Readonly<Record<string, string>> = {
  has: 'have',
  is: 'are',
  was: 'were',
  acts: 'act',
  diverged: 'diverged',
}

/** Says which runs ended before their budget, and how far each got. */
export function earlyNote(name: string, early: readonly EarlyRun[], all: number): string | null {
  if (early.length === 0) return null
  const each = early.map(
    ({ runId, seed, status, reached }) =>
      `run ${runId} (seed ${seed}) ${verbs[status]} after ${reached}`,
  )
  return `${name}: ${early.length} of ${formatCounted(all, 'run')} ended early: ${listed(each, '; ')}.`
}

const verbs: Readonly<Record<EarlyRun['status'], string>> = {
  diverged: 'diverged',
  failed: 'failed',
  stopped: 'was stopped',
  interrupted: 'was interrupted',
}

/** Says which runs have a mean of the last 100 episodes over fewer than 100. */
export function shortWindowNote(
  name: string,
  short: readonly { readonly runId: number; readonly episodes: number }[],
): string | null {
  if (short.length === 0) return null
  const counts = short.map(({ episodes }) => episodes)
  const [low, high] = [Math.min(...counts), Math.max(...counts)]
  const range = low === high ? `${low}` : `${low} to ${high}`
  return `${name}: ${formatCounted(short.length, 'run')} finished fewer than 100 episodes; the mean is over all ${range} of them.`
}

/** Says why there is no interval although there are enough seeds; null if there is one. */
export function equalScoresNote(name: string, scores: readonly number[]): string | null {
  if (scores.length < 3 || hasSpread(scores)) return null
  return `All ${scores.length} scores of ${name} are equal: without spread there is no interval, which does not mean certainty.`
}

const listed = (items: readonly string[], separator = ', '): string =>
  items.length > MAX_LISTED
    ? `${items.slice(0, MAX_LISTED).join(separator)}${separator}and ${items.length - MAX_LISTED} more`
    : items.join(separator)
