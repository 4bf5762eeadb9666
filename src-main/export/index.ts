import type { ExportDocument, ExportPart } from '#shared/api.ts'
import type { Experiment } from '#shared/experiment.ts'
import type { Store } from '#main/store/store.ts'
import { csvPart } from './csv.ts'
import { episodesTable } from './episodes-csv.ts'
import { runsJsonPart } from './runs-json.ts'
import { updatesTable } from './updates-csv.ts'

const ROWS_PER_PART = 5000

export interface ExportRequest {
  readonly runIds: readonly number[]
  readonly document: ExportDocument
  /** Null for the first part, then each part's `next`. */
  readonly cursor: string | null
  /** Told in runs.json. */
  readonly experiment?: Experiment | null
}

/** One part of an exported document. A run named twice is exported once. */
export function exportPart(
  store: Store,
  { runIds, document, cursor, experiment = null }: ExportRequest,
  rowsPerPart = ROWS_PER_PART,
): ExportPart {
  const distinct = [...new Set(runIds)]
  switch (document) {
    case 'episodes.csv':
      return csvPart(episodesTable, store, distinct, cursor, rowsPerPart)
    case 'updates.csv':
      return csvPart(updatesTable, store, distinct, cursor, rowsPerPart)
    case 'runs.json':
      return runsJsonPart(store, distinct, experiment, cursor, rowsPerPart)
  }
}
