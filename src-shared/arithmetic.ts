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

/** What adding seeds to these runs means where they were computed otherwise; null: nothing to warn of. */
export function otherArithmeticWarning(
  runs: Parameters<typeof mixedArithmetics>[0],
): string | null {
  const others = runs.filter(
    ({ startedAt, arithmetic }) => startedAt !== null && arithmetic !== ARITHMETIC_VERSION,
  )
  if (others.length === 0) return null
  const what = others.length === 1 ? '1 run here has' : `${others.length} runs here have`
  return `${what} an earlier arithmetic: new seeds join them in one group, but none of them can be repeated to the bit`
}
