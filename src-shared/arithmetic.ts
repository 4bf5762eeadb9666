import { formatCount } from './format-number.ts'

/**
 * Counts the ways in which a run's numbers have been computed. It is raised when a change gives any run other
 * bits, and only then: runs of one arithmetic are equal to the bit in every program and on every machine, and go on
 * in each of them. docs/decisions/0012-arithmetic.md tells what each number stands for.
 */
export const ARITHMETIC_VERSION = 1

/** Of runs that were trained before it was counted, whose bits depended on the program. */
export const EARLIER_ARITHMETIC = 0

/** Whether runs of several arithmetics are among these, and which; null: all that have begun have one. */
export function mixedArithmetics(
  runs: readonly { readonly arithmetic: number | null; readonly startedAt: string | null }[],
): readonly number[] | null {
  const found = new Set(
    runs
      .filter(({ startedAt }) => startedAt !== null)
      .map(({ arithmetic }) => arithmetic ?? EARLIER_ARITHMETIC),
  )
  return found.size > 1 ? [...found].sort((a, b) => a - b) : null
}

/** Returns what adding seeds means where some of these runs were computed otherwise; null if none was. */
export const otherArithmeticWarning = (
  runs: Parameters<typeof mixedArithmetics>[0],
): string | null =>
  earlierRunsWarning(
    runs.filter(
      ({ startedAt, arithmetic }) => startedAt !== null && arithmetic !== ARITHMETIC_VERSION,
    ).length,
  )

/** Warns of adding seeds beside this many runs of an earlier arithmetic; null for none. */
export function earlierRunsWarning(count: number): string | null {
  if (count === 0) return null
  const [were, their] =
    count === 1 ? ['1 run was', 'its group'] : [`${formatCount(count)} runs were`, 'their groups']
  const it = count === 1 ? 'it' : 'they'
  return `${were} trained with an earlier arithmetic version; new seeds join ${their}, but ${it} cannot be reproduced bit-exactly`
}
