import type { ExperimentCell } from '#shared/experiment.ts'
import { isLowerBetter, type RunResult } from '#shared/run-result.ts'
import type { Sweep } from '#shared/sweep.ts'
import {
  fieldAt,
  titleAt,
  valueTitle as cellValueText,
} from '#renderer/components/form/sweep-draft.ts'

export { cellValueText }

/* What the page of an experiment makes of its cells. */

/** A field that varies between the cells of an experiment. */
export interface CellField {
  readonly path: string
  readonly title: string
  /** What it is, in a sentence. */
  readonly help: string
}

/** The varied fields of a sweep. */
export const sweepFields = (sweep: Sweep | null): CellField[] =>
  cellFields((sweep?.vary ?? []).map(({ path }) => path))

/** Fields as the form calls them; where two have one name, by their paths. */
export function cellFields(paths: readonly string[]): CellField[] {
  const titles = paths.map(titleAt)
  return paths.map((path, i) => {
    const title = titles[i]!
    const help = `${fieldAt(path)?.help ?? title} (${path})`
    return { path, help, title: titles.filter((each) => each === title).length > 1 ? path : title }
  })
}

/** `Learning rate 0.01, Discount 0.9`; what a cell without varied fields is called. */
export const cellName = (fields: readonly CellField[], values: readonly unknown[]): string =>
  fields.length === 0
    ? 'The configuration'
    : fields.map(({ path, title }, i) => `${title} ${cellValueText(path, values[i])}`).join(', ')

/** What a table of cells is sorted by: a field by its place, or a result. */
export type CellSortKey = number | 'order' | 'mean' | 'interquartileMean'

/** The cells in order; those without a value come last, equal ones stay as they were. */
export function sortCells(
  cells: readonly ExperimentCell[],
  key: CellSortKey,
  isDescending: boolean,
): ExperimentCell[] {
  if (key === 'order') return isDescending ? cells.toReversed() : [...cells]
  const valueOf = ({ values, summary }: ExperimentCell) =>
    typeof key === 'number' ? values[key] : summary?.[key]
  const sign = isDescending ? -1 : 1
  return cells.toSorted((a, b) => {
    const [x, y] = [valueOf(a) ?? null, valueOf(b) ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y)
    return sign * String(x).localeCompare(String(y), 'en', { numeric: true })
  })
}

/** The cells that can be ranked, the best interquartile mean first. */
export const rankedCells = (
  cells: readonly ExperimentCell[],
  result: RunResult,
): ExperimentCell[] =>
  sortCells(
    cells.filter(({ summary, isCandidate }) => summary !== null && isCandidate),
    'interquartileMean',
    !isLowerBetter(result),
  )
