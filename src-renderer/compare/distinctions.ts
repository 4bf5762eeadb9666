import type { Run } from '#shared/run.ts'
import { configDifferences } from './config-differences.ts'

/** Longer ones would make a legend hard to read; the table of differences has them all. */
const MOST_CHARACTERS = 32

/** What tells each run from the others in a few words: `seed 3`, `learning rate 0.01`; empty: nothing short does. */
export function distinctions(runs: readonly Pick<Run, 'config'>[]): string[] {
  const differing = configDifferences(runs).filter(({ differs }) => differs)
  const seeds = differing.filter(({ path }) => path === 'seed')
  const textOf = (rows: typeof differing, i: number) =>
    rows.map(({ title, values }) => `${title.toLowerCase()} ${values[i] ?? '–'}`).join(', ')
  const isShort = (rows: typeof differing) =>
    runs.every((_, i) => textOf(rows, i).length <= MOST_CHARACTERS)
  const rows = isShort(differing) ? differing : seeds
  return runs.map((_, i) => textOf(rows, i))
}
