import type { Db } from './database.ts'
import { isFinite, rowSources, type RowSource } from './row-sources.ts'

/** Rows to a block of each level. A block of the second is 64 of the first. */
export const BLOCK_SIZES = [64, 4096] as const
const [SMALL, LARGE] = BLOCK_SIZES

type Bounds = { runId: number; from: number; to: number }

export type SummaryStore = ReturnType<typeof createSummaryStore>

/** Keeps summaries of blocks of rows, from which curves of millions of rows are drawn. */
export function createSummaryStore(db: Db) {
  const sources = Object.values(rowSources).map((source) => prepare(db, source))
  const byTable = new Map(sources.map((each) => [each.table, each]))

  return {
    /** Summarizes every full block of the rows stored since the last time. */
    extend(runId: number): void {
      for (const source of sources) source.extend(runId)
    },

    /** Rows of a run, and how many of them, from the first, are summarized. */
    state: (runId: number, table: RowSource['table']): { rows: number; summarized: number } => {
      const { rows, summarized } = byTable.get(table)!
      return { rows: rows(runId), summarized: summarized(runId) }
    },
  }
}

function prepare(db: Db, source: RowSource) {
  const { table, index } = source
  const selectRows = db
    .prepare<[number], number | null>(`SELECT max(${index}) + 1 FROM ${table} WHERE run_id = ?`)
    .pluck()
  const selectSummarized = db
    .prepare<[number], number>(
      `SELECT row_count FROM summarized WHERE run_id = ? AND row_source = '${table}'`,
    )
    .pluck()
  const setSummarized = db.prepare<[number, number]>(
    `INSERT INTO summarized (run_id, row_source, row_count) VALUES (?, '${table}', ?)
     ON CONFLICT DO UPDATE SET row_count = excluded.row_count`,
  )
  const insertSmall = source.columns.map((column) =>
    db.prepare<Bounds>(
      // Every axis only grows along a run, so the largest x of a block is that of its last row.
      `INSERT INTO summaries
       SELECT run_id, '${column}', ${SMALL}, ${index} / ${SMALL}, count(*),
              total(${column}), min(${column}), max(${column}),
              max(${source.episodes}), max(environment_steps), max(wall_time_ms)
       FROM ${table}
       WHERE run_id = @runId AND ${index} >= @from AND ${index} < @to AND ${isFinite(column)}
       GROUP BY ${index} / ${SMALL}`,
    ),
  )
  const insertLarge = source.columns.map((column) =>
    db.prepare<Bounds>(
      `INSERT INTO summaries
       SELECT run_id, metric, ${LARGE}, block / ${LARGE / SMALL}, sum(count),
              total(total), min(minimum), max(maximum),
              max(episodes), max(environment_steps), max(wall_time_ms)
       FROM summaries
       WHERE run_id = @runId AND metric = '${column}' AND size = ${SMALL}
         AND block >= @from / ${SMALL} AND block < @to / ${SMALL}
       GROUP BY block / ${LARGE / SMALL}`,
    ),
  )

  const rows = (runId: number): number => selectRows.get(runId) ?? 0
  const summarized = (runId: number): number => selectSummarized.get(runId) ?? 0
  const wholeBlocks = (count: number, size: number) => count - (count % size)

  function extend(runId: number): void {
    const done = summarized(runId)
    const full = wholeBlocks(rows(runId), SMALL)
    if (full <= done) return
    for (const insert of insertSmall) insert.run({ runId, from: done, to: full })
    const [from, to] = [wholeBlocks(done, LARGE), wholeBlocks(full, LARGE)]
    if (to > from) for (const insert of insertLarge) insert.run({ runId, from, to })
    setSummarized.run(runId, full)
  }

  return { table, rows, summarized, extend }
}
