import type { StoredUpdate } from '#shared/metrics.ts'
import { updateCells, updateColumns } from '#main/store/update-columns.ts'
import type { CsvTable } from './csv.ts'

/** One row per change of the parameters. */
export const updatesTable: CsvTable<StoredUpdate> = {
  section: 'updates',
  columns: updateColumns,
  page: (store, runId, afterIndex, limit) => store.updates.page(runId, afterIndex, limit),
  toCells: updateCells,
}
