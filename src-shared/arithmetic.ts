import { formatCount } from './format-number.ts'

/**
 * The version of the arithmetic that computes a run's numbers. It is raised when, and only when, a
 * change gives any run other bits. Runs of one version are bit-identical in every program and on every
 * machine, and each program can continue them. docs/decisions/0012-arithmetic.md says what each version
 * is.
 */
export const ARITHMETIC_VERSION = 1

/** The version of runs that were trained before versions were counted; their bits depended on the program. */
export const EARLIER_ARITHMETIC = 0

/** Returns the arithmetic versions of these runs if there are several; null if all that have begun have one. */
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

/** Warns of adding seeds to these runs if some have an earlier arithmetic; null if none has. */
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
