import type { Run } from '#shared/run.ts'
import { configDifferences, type ConfigRow } from './config-differences.ts'

/** Longer ones would make a legend hard to read; the table of differences has them all. */
const MOST_CHARACTERS = 40
/** Of what it takes to tell runs apart. */
const MOST_TELLING_CHARACTERS = 60

/** Of fields that tell as much, those that a person would name first. */
const namedFirst = [
  'environment.id',
  'optimizer.kind',
  'optimizer.learningRate',
  'policy.kind',
  'policy.hiddenSizes',
  'estimator.baseline',
  'estimator.gamma',
]
function rankOf({ path, values }: ConfigRow): number {
  const rank = namedFirst.indexOf(path)
  if (rank >= 0) return rank
  // What only some configurations have is named last.
  return namedFirst.length + Number(values.includes(null))
}

/**
 * What tells each run from the others in a few words: `seed 3`, `learning rate 0.01`; of much that differs as
 * few fields as tell the most of them apart; empty: nothing does. Where `fields` are chosen, by their paths,
 * those of them that differ, in that order, however long.
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
  const isShort = (rows: typeof differing, most: number) =>
    runs.every((_, i) => textOf(rows, i).length <= most)
  const namesOf = (rows: typeof differing) => new Set(runs.map((_, i) => textOf(rows, i))).size
  if (isShort(differing, MOST_CHARACTERS)) return runs.map((_, i) => textOf(differing, i))

  let rows: typeof differing = []
  for (;;) {
    const longer = differing
      .filter((row) => !rows.includes(row))
      .sort((a, b) => rankOf(a) - rankOf(b))
      .map((row) => differing.filter((each) => each === row || rows.includes(each)))
      .filter((rows) => isShort(rows, MOST_TELLING_CHARACTERS))
      .map((rows) => ({ rows, names: namesOf(rows) }))
    const best = longer.reduce((a, b) => (b.names > a.names ? b : a), {
      rows,
      names: namesOf(rows),
    })
    if (best.rows === rows) return runs.map((_, i) => textOf(rows, i))
    rows = best.rows
  }
}
