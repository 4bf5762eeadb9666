import Database from 'better-sqlite3'
import { createRunCopier } from './copy-runs.ts'
import { closeDatabase, openDatabase, type Db } from './database.ts'
import { storedColumns } from './run-tables.ts'

export type RunWriter = ReturnType<ReturnType<typeof createRunWriter>>

/**
 * Writes run files. Each has a connection of its own that reads the open database as it was when the
 * file was begun, so runs may train meanwhile and nobody waits for a lock.
 */
export function createRunWriter(db: Db) {
  return (path: string) => {
    closeDatabase(openDatabase(path))
    const file = new Database(path)
    // A file that a fault cuts short is thrown away, so it needs no journal.
    file.pragma('journal_mode = OFF')
    file.pragma('synchronous = OFF')
    file.prepare(`ATTACH ? AS source`).run(db.name)
    file.exec('BEGIN')
    const copyRun = createRunCopier(file)
    const copies = new Map<number, number>()

    function copyExperiment(experimentId: number): number {
      const columns = storedColumns(file, 'experiments')
      // Holding an experiment concerns the queue of one workbench.
      const values = columns.map((column) => (column === 'is_held' ? '0' : column))
      const { lastInsertRowid } = file
        .prepare(
          `INSERT INTO main.experiments (${columns.join(', ')})
           SELECT ${values.join(', ')} FROM source.experiments WHERE id = ?`,
        )
        .run(experimentId)
      const copy = Number(lastInsertRowid)
      copies.set(experimentId, copy)
      return copy
    }

    return {
      /** Adds a run in small steps, each of which yields how many rows it copied. */
      *addRun(runId: number, experimentId: number | null): Generator<number, void, void> {
        const copyOf =
          experimentId === null ? null : (copies.get(experimentId) ?? copyExperiment(experimentId))
        yield* copyRun({
          ...{ from: 'source', to: 'main', runId, copyId: null },
          ...{ experimentId: copyOf, importedFrom: null },
        })
      },
      /** Leaves one file that is complete without others beside it. */
      close(): void {
        try {
          file.exec('COMMIT')
          file.exec('DETACH source')
          file.pragma('journal_mode = DELETE')
        } finally {
          file.close()
        }
      },
    }
  }
}
