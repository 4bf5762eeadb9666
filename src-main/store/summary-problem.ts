import type { Db } from './database.ts'
import { isFinite, rowSources, type RowSource } from './row-sources.ts'
import { BLOCK_SIZES } from './summaries.ts'

const [SMALL, LARGE] = BLOCK_SIZES
/** Versions of SQLite round sums differently. */
const TOLERANCE = 1e-9

type Block = [
  block: number,
  count: number,
  total: number | null,
  minimum: number,
  maximum: number,
  episodes: number,
  environmentSteps: number,
  wallTimeMs: number,
]

/** Says where the stored summaries of a run differ from its rows; null if they do not. */
export function summaryProblem(db: Db, runId: number): string | null {
  let compared = 0
  for (const source of Object.values(rowSources)) {
    const { table } = source
    const rows = db
      .prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE run_id = ?`)
      .pluck()
      .get(runId)!
    const summarized =
      db
        .prepare<[number, string], number>(
          `SELECT row_count FROM summarized WHERE run_id = ? AND row_source = ?`,
        )
        .pluck()
        .get(runId, table) ?? 0
    if (summarized > rows) {
      return `summarized says ${summarized} ${table}; must be at most ${rows}, as many as are stored`
    }
    for (const column of source.columns) {
      for (const size of BLOCK_SIZES) {
        const stored = storedBlocks(db, runId, column, size)
        const wanted = blocksOfRows(db, runId, { source, column, size, summarized })
        const at = firstDifference(stored, wanted)
        if (at !== null) return `the summary of ${column} differs from its rows in block ${at}`
        compared += stored.length
      }
    }
  }
  const all = db
    .prepare<[number], number>(`SELECT count(*) FROM summaries WHERE run_id = ?`)
    .pluck()
    .get(runId)!
  return all === compared ? null : 'summaries holds blocks of an unknown column'
}

const storedBlocks = (db: Db, runId: number, column: string, size: number): Block[] =>
  db
    .prepare<[number, string, number], Block>(
      `SELECT block, count, total, minimum, maximum, episodes, environment_steps, wall_time_ms
       FROM summaries WHERE run_id = ? AND metric = ? AND size = ? ORDER BY block`,
    )
    .raw()
    .all(runId, column, size)

interface Wanted {
  readonly source: RowSource
  readonly column: string
  readonly size: number
  readonly summarized: number
}

/** Only full blocks are summarized, the large ones too. */
function blocksOfRows(db: Db, runId: number, { source, column, size, summarized }: Wanted) {
  const { table, index, episodes } = source
  const end = size === LARGE ? summarized - (summarized % LARGE) : summarized - (summarized % SMALL)
  return db
    .prepare<[number, number], Block>(
      `SELECT ${index} / ${size}, count(*), total(${column}), min(${column}), max(${column}),
              max(${episodes}), max(environment_steps), max(wall_time_ms)
       FROM ${table} WHERE run_id = ? AND ${index} < ? AND ${isFinite(column)}
       GROUP BY ${index} / ${size} ORDER BY 1`,
    )
    .raw()
    .all(runId, end)
}

function firstDifference(stored: readonly Block[], wanted: readonly Block[]): number | null {
  for (let i = 0; i < Math.max(stored.length, wanted.length); i++) {
    const [one, other] = [stored[i], wanted[i]]
    if (!one || !other) return (one ?? other)![0]
    const isSame = other.every((value, j) => (j === 2 ? isNear(one, other) : value === one[j]))
    if (!isSame) return other[0]
  }
  return null
}

function isNear(one: Block, other: Block): boolean {
  const [a, b] = [one[2], other[2]]
  // A sum that overflows a REAL midway is NULL or infinite, depending on its order.
  if (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b)) return true
  const size = other[1] * Math.max(Math.abs(other[3]), Math.abs(other[4]))
  return Math.abs(a - b) <= TOLERANCE * size
}
