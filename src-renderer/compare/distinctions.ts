import type { Run } from '#shared/run.ts'
import { configDifferences } from './config-differences.ts'

/** Longer ones would make a legend hard to read; the table of differences has them all. */
const MOST_CHARACTERS = 40

/**
 * What tells each run from the others in a few words: `seed 3`, `learning rate 0.01`; empty: nothing short
 * does. Where `fields` are chosen, by their paths, those of them that differ, in that order, however long.
 */
export function distinctions(
  runs: readonly Pick<Run, 'config'>[],
  fields: readonly string[] | null = null,
): string[] {
  const differing = configDifferences(runs).filter(({ differs }) => differs)
  const textOf = (rows: typeof differing, i: number) =>
    rows.map(({ title, values }) => `${title.toLowerCase()} ${values[i] ?? '–'}`).join(', ')
  if (fields) {
    const chosen = fields.flatMap((field) => differing.find(({ path }) => path === field) ?? [])
    return runs.map((_, i) => textOf(chosen, i))
  }
  const seeds = differing.filter(({ path }) => path === 'seed')
  const isShort = (rows: typeof differing) =>
    runs.every((_, i) => textOf(rows, i).length <= MOST_CHARACTERS)
  const rows = isShort(differing) ? differing : seeds
  return runs.map((_, i) => textOf(rows, i))
}
