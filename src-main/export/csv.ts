import { stringify } from 'csv-stringify/sync'
import type { ExportPart } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { formatCursor, parseCursor, type Cursor } from './cursor.ts'

type Cell = string | number | boolean | null

/** A table in long format: the rows of all runs below each other, each naming its run. */
export interface CsvTable<Row extends { readonly index: number }> {
  readonly section: Cursor['section']
  /** Names of a row's own columns. */
  readonly columns: readonly string[]
  page(store: Store, runId: number, afterIndex: number, limit: number): readonly Row[]
  toCells(row: Row): readonly Cell[]
}

const runColumns = ['run_id', 'seed', 'config_hash', 'environment']
const runCells = ({ id, configHash, config }: Run): readonly Cell[] => [
  id,
  config.seed,
  configHash,
  config.environment.id,
]

/** RFC 4180. Numbers keep every digit, what is no number is empty, text never runs as a formula. */
const toCsv = (records: readonly (readonly Cell[])[]): string =>
  stringify(records as Cell[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      number: (value) => (Number.isNaN(value) ? '' : String(value)),
    },
  })

/** The next part of `table`, of about `rowsPerPart` rows. */
export function csvPart<Row extends { readonly index: number }>(
  table: CsvTable<Row>,
  store: Store,
  runIds: readonly number[],
  cursor: string | null,
  rowsPerPart: number,
): ExportPart {
  const { section } = table
  const records: (readonly Cell[])[] = cursor === null ? [[...runColumns, ...table.columns]] : []
  const start = cursor === null ? null : parseCursor(cursor, runIds.length)
  let position = start?.position ?? 0
  let afterIndex = start?.afterIndex ?? -1
  let known = start?.rows ?? null

  while (position < runIds.length) {
    const wanted = rowsPerPart - records.length
    if (wanted <= 0) {
      const next = formatCursor({ position, section, afterIndex, rows: known })
      return { text: toCsv(records), next }
    }
    const run = store.runs.get(runIds[position]!)
    known ??= run.progress
    const limit = Math.min(wanted, Math.max(0, known[section] - afterIndex - 1))
    const rows = table.page(store, run.id, afterIndex, limit)
    for (const row of rows) records.push([...runCells(run), ...table.toCells(row)])
    if (rows.length === wanted) {
      afterIndex = rows.at(-1)!.index
    } else {
      position += 1
      afterIndex = -1
      known = null
    }
  }
  return { text: toCsv(records), next: null }
}
