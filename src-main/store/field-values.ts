import type { FieldValue } from '#shared/run-query.ts'
import { filterField } from '#shared/run-filter/fields.ts'
import type { Db } from './database.ts'
import { filterColumns, filterLists } from './filter-columns.ts'
import { isRun } from './hidden-rows.ts'

const MOST_VALUES = 100

/** Columns with few different values. */
const listed = ['status', 'environment.id', 'seed', 'experiment']

/** Which values the stored runs have in a field, the most frequent first. */
export function createFieldValues(db: Db) {
  const ofList = ({ table, column }: (typeof filterLists)[string]) =>
    db.prepare<[], FieldValue>(
      `SELECT ${column} AS value, count(*) AS runs FROM ${table} JOIN runs ON id = run_id
       WHERE ${isRun} GROUP BY ${column} ORDER BY runs DESC, ${column} LIMIT ${MOST_VALUES}`,
    )
  const ofConfigurations = db.prepare<[string], FieldValue>(
    `SELECT value, count(*) AS runs FROM configuration_values JOIN runs USING (config_hash)
     WHERE path = ? AND ${isRun} GROUP BY value ORDER BY runs DESC, value LIMIT ${MOST_VALUES}`,
  )
  const ofColumn = (column: string) =>
    db.prepare<[], FieldValue>(
      `SELECT ${column} AS value, count(*) AS runs FROM runs
       WHERE ${isRun} AND ${column} IS NOT NULL GROUP BY value ORDER BY runs DESC, value LIMIT ${MOST_VALUES}`,
    )

  return (name: string): readonly FieldValue[] => {
    const list = filterLists[name]
    if (list) return ofList(list).all()
    if (listed.includes(name)) return ofColumn(filterColumns[name]!).all()
    const { isOfConfiguration, kind } = filterField(name)
    if (!isOfConfiguration) return []
    const found = ofConfigurations.all(name)
    return kind === 'boolean'
      ? found.map(({ value, runs }) => ({ value: value === 1, runs }))
      : found
  }
}
