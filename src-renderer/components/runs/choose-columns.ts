import { foldText } from '#shared/fold-text.ts'
import type { Column } from './columns.ts'

/** Columns of which each word of the query is in the name, the path or the meaning. */
export function columnsFor(columns: readonly Column[], query: string): readonly Column[] {
  const words = foldText(query).split(/\s+/).filter(Boolean)
  return columns.filter(({ label, id, definition }) => {
    const text = foldText(`${label} ${id} ${definition}`)
    return words.every((word) => text.includes(word))
  })
}

/** The order with a column one place nearer to either end among those that are shown; the first stays first. */
export function movedBy(
  order: readonly string[],
  id: string,
  step: -1 | 1,
  isShown: (id: string) => boolean,
): string[] {
  const shown = order.filter(isShown)
  const neighbour = shown[shown.indexOf(id) + step]
  if (!canMove(shown, id, step)) return [...order]
  const others = order.filter((each) => each !== id)
  return others.toSpliced(others.indexOf(neighbour!) + (step === 1 ? 1 : 0), 0, id)
}

/** Whether there is a place to move to among the shown columns. */
export function canMove(shown: readonly string[], id: string, step: -1 | 1): boolean {
  const at = shown.indexOf(id)
  return at > 0 && at + step > 0 && at + step < shown.length
}
