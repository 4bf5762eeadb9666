import type { Db } from './database.ts'

/** The names under which databases are attached to one connection. */
export type Schema = 'main' | 'file' | 'source'

/** A table whose rows belong to runs. */
export interface RunTable {
  readonly name: string
  /** Without the run's number and the row's own, which differ from database to database. */
  readonly columns: readonly string[]
  /** The columns that tell the rows of one run apart, in order; empty if a run has one row. */
  readonly key: readonly string[]
}

type Key = readonly (string | number)[]

/** The names of the stored columns of a table, except for its own number. */
export const storedColumns = (db: Db, table: string): string[] =>
  db
    .prepare<[string], string>(
      `SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND name <> 'id'`,
    )
    .pluck()
    .all(table)

/** Finds every table whose rows belong to a run, including tables that are added later. */
export function runTables(db: Db): RunTable[] {
  const names = db
    .prepare<[], string>(
      `SELECT name FROM main.sqlite_schema AS tables
       WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = 'run_id')`,
    )
    .pluck()
    .all()
  const keyOf = db
    .prepare<[string], string>(
      `SELECT name FROM pragma_table_info(?) WHERE pk > 0 AND name <> 'run_id' ORDER BY pk`,
    )
    .pluck()
  return names.map((name) => ({
    name,
    columns: storedColumns(db, name).filter((column) => column !== 'run_id'),
    key: keyOf.all(name),
  }))
}

/** Prepares each text once. */
export type Prepared = (sql: string) => ReturnType<Db['prepare']>

export function createPrepared(db: Db): Prepared {
  const statements = new Map<string, ReturnType<Db['prepare']>>()
  return (sql) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}

/** How long a step takes, whatever the size of its rows. */
const STEP_MS = 3
const MAX_ROWS = 4096

/** SQL: rows after one key and up to another; without a bound, its condition is left out. */
const rangeCondition = (key: readonly string[], isAfter: boolean, isUpTo: boolean): string => {
  const columns = `(${key.join(', ')})`
  const values = (name: string) => `(${key.map((_, i) => `@${name}${i}`).join(', ')})`
  return [
    'run_id = @runId',
    ...(isAfter ? [`${columns} > ${values('after')}`] : []),
    ...(isUpTo ? [`${columns} <= ${values('upTo')}`] : []),
  ].join(' AND ')
}

const bind = (name: string, key: Key | undefined) =>
  Object.fromEntries((key ?? []).map((value, i) => [`${name}${i}`, value]))

/**
 * Does something to all rows of a run in a table, a few at a time, in the order of their key. `act`
 * receives an SQL condition and its parameters and returns how many rows it met, which each step
 * yields.
 */
export function* eachRange(
  prepared: Prepared,
  { name, key }: RunTable,
  { schema, runId }: { readonly schema: Schema; readonly runId: number },
  act: (condition: string, parameters: Record<string, unknown>) => number,
): Generator<number, void, void> {
  if (key.length === 0) return void (yield act('run_id = @runId', { runId }))
  let after: Key | undefined
  let rows = 1
  for (;;) {
    const from = rangeCondition(key, after !== undefined, false)
    const upTo = prepared(
      `SELECT ${key.join(', ')} FROM ${schema}.${name} WHERE ${from}
       ORDER BY ${key.join(', ')} LIMIT 1 OFFSET @last`,
    )
      .raw()
      .get({ runId, last: rows - 1, ...bind('after', after) }) as Key | undefined
    const startedAt = performance.now()
    const condition = rangeCondition(key, after !== undefined, upTo !== undefined)
    yield act(condition, { runId, ...bind('after', after), ...bind('upTo', upTo) })
    if (upTo === undefined) return
    const tookMs = performance.now() - startedAt
    if (tookMs < STEP_MS / 2) rows = Math.min(MAX_ROWS, 4 * rows)
    else if (tookMs > STEP_MS) rows = Math.max(1, rows >> 1)
    after = upTo
  }
}
