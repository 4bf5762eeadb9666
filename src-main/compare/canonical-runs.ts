import { createRng, type Rng } from '#core/rng.ts'
import type { Run } from '#shared/run.ts'

/*
 * Draws depend on what is resampled, not on where it stands: the same runs have the same intervals on
 * every page.
 */

/** A fixed seed gives the same runs the same intervals today and in a paper's supplement. */
const SEED = 0

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Sorts runs by seed, configuration and time of creation. Export and import keep this order, though
 * they give new ids.
 */
export const inCanonicalOrder = (runs: readonly Run[]): Run[] =>
  runs.toSorted(
    (a, b) =>
      a.config.seed - b.config.seed ||
      compareTexts(a.configHash, b.configHash) ||
      compareTexts(a.createdAt, b.createdAt) ||
      a.id - b.id,
  )

/** Names a group by the configuration hashes and seeds of its runs, in their canonical order. */
export function resamplingKey(runs: readonly Run[]): string {
  const byHash = Map.groupBy(runs, ({ configHash }) => configHash)
  return [...byHash.keys()]
    .toSorted(compareTexts)
    .map((hash) => `${hash} ${byHash.get(hash)!.map(({ config }) => config.seed)}`)
    .join('; ')
}

/** The random numbers for one purpose and the groups with these keys. */
export const keyedRng = (purpose: string, ...keys: readonly string[]): Rng =>
  createRng(SEED, [purpose, ...keys].join('|'))
