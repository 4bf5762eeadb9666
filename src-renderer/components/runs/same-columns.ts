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

const isSummedUp = (id: string) => summaries.some((each) => pathOf(id)?.startsWith(`${each}.`))

/** So much wider than the first columns are windows of 1024 and of 1440 pixels at least. */
const SLACK = 50

/** Ids of the columns until others are chosen: the room of those that say the same goes to others that do not. */
export function firstColumns(
  columns: readonly Column[],
  isWide: boolean,
  varying: VaryingFields | null,
): readonly string[] {
  const isFirst = ({ shownAtFirst }: Column) =>
    shownAtFirst === 'always' || (shownAtFirst === 'wide' && isWide)
  const first = columns.filter(isFirst)
  let room = first
    .filter((column) => saysTheSame(column, varying))
    .reduce((sum, { width }) => sum + width, 0)
  const others = columns.filter((column) => {
    if (room <= 0 || isFirst(column) || isSummedUp(column.id)) return false
    if (!saysDifferent(column, varying!) || column.width > room + SLACK) return false
    room -= column.width
    return true
  })
  return [...first, ...others].map(({ id }) => id)
}
