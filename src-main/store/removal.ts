import type { Db } from './database.ts'
import type { HiddenRange, HiddenRows } from './hidden-rows.ts'
import type { StoreInParts, Steps } from './parts.ts'
import { createPrepared, eachRange, runTables } from './run-tables.ts'

/** How many runs of an experiment are published at a time when it is gone. */
const RUNS_AT_ONCE = 50

/** Removes hidden rows permanently, with all that belongs to them, a little at a time. */
export function createRemoval(db: Db, { abandoned, show }: HiddenRows, storeInParts: StoreInParts) {
  const tables = runTables(db)
  const nextRun = db
    .prepare<[number, number], number>(`SELECT id FROM runs WHERE id BETWEEN ? AND ? LIMIT 1`)
    .pluck()
  // Values that only this run's configuration has. They are found by the run, so they need not be
  // searched for.
  const forgetValues = db.prepare<[number, number]>(
    `DELETE FROM configuration_values
     WHERE (path, value, config_hash) IN
             (SELECT path, value, config_hash FROM values_of_runs WHERE run_id = ?)
       AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.config_hash = configuration_values.config_hash
                         AND runs.id <> ?)`,
  )
  const removeRun = db.prepare<[number]>(`DELETE FROM runs WHERE id = ?`)
  const nextExperiment = db
    .prepare<[number, number], number>(
      `SELECT id FROM experiments WHERE id BETWEEN ? AND ? LIMIT 1`,
    )
    .pluck()
  const forgetExperiment = db.prepare<[number, number]>(
    `UPDATE runs SET experiment_id = NULL
     WHERE id IN (SELECT id FROM runs WHERE experiment_id = ? LIMIT ?)`,
  )
  const removeExperiment = db.prepare<[number]>(`DELETE FROM experiments WHERE id = ?`)
  const prepared = createPrepared(db)

  function* removeRuns({ firstId, lastId }: HiddenRange): Steps<void> {
    for (;;) {
      const runId = nextRun.get(firstId, lastId)
      if (runId === undefined) return
      const share = (runId - firstId) / (lastId - firstId + 1)
      for (const table of tables) {
        const rows = { schema: 'main', runId } as const
        const remove = (condition: string, parameters: Record<string, unknown>) =>
          prepared(`DELETE FROM ${table.name} WHERE ${condition}`).run(parameters).changes
        for (const _ of eachRange(prepared, table, rows, remove)) yield share
      }
      forgetValues.run(runId, runId)
      removeRun.run(runId)
      yield share
    }
  }

  function* removeExperiments({ firstId, lastId }: HiddenRange): Steps<void> {
    for (;;) {
      const id = nextExperiment.get(firstId, lastId)
      if (id === undefined) return
      while (forgetExperiment.run(id, RUNS_AT_ONCE).changes > 0) yield 0
      removeExperiment.run(id)
      yield 0
    }
  }

  function* removeRange(range: HiddenRange): Steps<void> {
    yield* range.table === 'runs' ? removeRuns(range) : removeExperiments(range)
    show(range)
  }

  /**
   * Removes what ended programs left behind and what was deleted permanently. Two programs may do this
   * at once: each finds what is still there.
   */
  return async (signal?: AbortSignal): Promise<void> => {
    for (const range of abandoned()) await storeInParts(removeRange(range), { signal })
  }
}
