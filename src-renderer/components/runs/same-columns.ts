import type { VaryingFields } from '#shared/run-query.ts'
import type { Column } from './columns.ts'

/** Columns that sum up a part of the configuration. The environment is not among them: it names the row, with its tags. */
const summaries = ['policy', 'estimator', 'optimizer']
const pathOf = (id: string) => (id.startsWith('config.') ? id.slice('config.'.length) : null)

/** Whether a column speaks of the configuration, and what it says differs between found runs. */
function saysDifferent({ id }: Column, { fields }: VaryingFields): boolean | null {
  if (summaries.includes(id)) return fields.some((field) => field.startsWith(`${id}.`))
  const path = pathOf(id)
  return path === null ? null : fields.includes(path)
}

/** Whether a column says of all found runs the same; of one configuration alone nothing is left out. */
export const saysTheSame = (column: Column, varying: VaryingFields | null): boolean =>
  varying !== null && varying.configurationCount > 1 && saysDifferent(column, varying) === false

/** What differs with the environment, which names the row. */
const isOfEnvironment = ({ id }: Column, { fields }: VaryingFields) =>
  fields.includes('environment.id') && id.startsWith('config.environment.')

/** What of a summary is shown field by field where it differs in no more than so many; so many others come before results. */
const MOST_FIELDS = 3

const widthOf = (columns: readonly Column[]) => columns.reduce((sum, { width }) => sum + width, 0)

/**
 * Ids of the columns until others are chosen, as many as the room in pixels holds: results and the summaries
 * of a configuration, without those that say the same of all found runs; in the place of a summary the few
 * fields of it that differ; some of what else differs; and what then has room.
 */
export function firstColumns(
  columns: readonly Column[],
  room: number,
  varying: VaryingFields | null,
): readonly string[] {
  const first = columns.filter(({ shownAtFirst }) => shownAtFirst === 'always')
  const others = columns
    .filter(({ shownAtFirst }) => typeof shownAtFirst === 'number')
    .sort((a, b) => Number(a.shownAtFirst) - Number(b.shownAtFirst))
  let left = room - widthOf(first.filter((column) => !saysTheSame(column, varying)))
  const chosen = new Set(first)
  function exchange(before: readonly Column[], after: readonly Column[]): boolean {
    if (widthOf(after) > left + widthOf(before)) return false
    left += widthOf(before) - widthOf(after)
    for (const column of before) chosen.delete(column)
    for (const column of after) chosen.add(column)
    return true
  }
  /** As many as there is room for. */
  function addFirstOf(those: readonly Column[]): void {
    for (const column of those) {
      if (saysTheSame(column, varying)) chosen.add(column)
      else if (!exchange([], [column])) return
    }
  }
  const isSummary = ({ id }: Column) => summaries.includes(id)

  addFirstOf(others.filter(isSummary))
  const different = varying
    ? columns.filter(
        (column) =>
          !chosen.has(column) &&
          saysDifferent(column, varying) &&
          !isOfEnvironment(column, varying),
      )
    : []
  const isOf = (summary: string, { id }: Column) => pathOf(id)?.startsWith(`${summary}.`) === true
  for (const id of varying ? summaries : []) {
    const summary = columns.find((column) => column.id === id)!
    const fields = different.filter((column) => isOf(id, column))
    const before = chosen.has(summary) ? [summary] : []
    const areFew = fields.length > 0 && fields.length <= MOST_FIELDS
    if (areFew && exchange(before, fields)) continue
    if (fields.length > 0 && before.length === 0) exchange([], [summary])
  }
  const notSummedUp = different.filter(
    (column) => !summaries.some((id) => id === column.id || isOf(id, column)),
  )
  const addAll = (those: readonly Column[]) => those.forEach((column) => exchange([], [column]))
  addAll(notSummedUp.slice(0, MOST_FIELDS))
  addFirstOf(others.filter((column) => !isSummary(column)))
  addAll(notSummedUp.slice(MOST_FIELDS))
  return columns.filter((column) => chosen.has(column)).map(({ id }) => id)
}
