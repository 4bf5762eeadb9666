import Database from 'better-sqlite3'
import { ApiError } from '#shared/errors.ts'
import { createRunCopier, storedColumns, tablesOfRuns, type Schema } from './copy-runs.ts'
import { closeDatabase, openDatabase, type Db } from './database.ts'

/* A run file is a database of the workbench that holds the runs handed on; see docs/decisions/0011. */

/** A run or an experiment in a run file, as far as it decides what becomes of it here. */
export interface RunInFile {
  readonly id: number
  readonly configJson: string
  readonly configHash: string
  readonly seed: number
  readonly environment: string
  readonly experimentId: number | null
  /** The run here that this one is, as far trained or further; null: there is none. */
  readonly hereId: number | null
  /** Whether that one is in the trash. */
  readonly isTrashedHere: number
}

export interface ExperimentInFile {
  readonly id: number
  readonly sweepJson: string | null
}

/** A run file that is read. */
export type RunFileReader = ReturnType<ReturnType<typeof createRunFileStore>['open']>

export function createRunFileStore(db: Db) {
  const copyRun = createRunCopier(db)
  const refused = (name: string, why: string) =>
    new ApiError('conflict', `${name} ${why}; nothing was imported`)

  /** What SQLite refuses to store becomes a sentence about the file. */
  function storing<T>(name: string, store: () => T): T {
    try {
      return store()
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error
      throw refused(name, `holds what cannot be stored (${error.message})`)
    }
  }

  /** Migrates the copy of a file that came from elsewhere, and holds it against what we would have made. */
  function prepare(path: string, name: string): void {
    let file: Db
    try {
      file = openDatabase(path)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      throw new ApiError(error.code, error.message.replaceAll(path, name), { cause: error })
    }
    try {
      if (String(file.pragma('quick_check(1)', { simple: true })) !== 'ok') {
        throw refused(name, 'is damaged')
      }
      for (const table of ['runs', 'experiments', ...tablesOfRuns(file)]) {
        for (const column of storedColumns(file, table).filter((each) => /_json$/.test(each))) {
          const sql = `SELECT 1 FROM ${table} WHERE json_valid(${column}) = 0 LIMIT 1`
          if (file.prepare(sql).get()) throw refused(name, `is damaged (${table}.${column})`)
        }
      }
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error
      throw refused(name, `is damaged (${error.message})`)
    } finally {
      closeDatabase(file)
    }
  }

  function copyExperiment(from: Schema, to: Schema, experimentId: number): number {
    const columns = storedColumns(db, 'experiments')
    // What it is held for is the queue of one workbench.
    const values = columns.map((column) => (column === 'is_held' ? '0' : column))
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO ${to}.experiments (${columns.join(', ')})
         SELECT ${values.join(', ')} FROM ${from}.experiments WHERE id = ?`,
      )
      .run(experimentId)
    return Number(lastInsertRowid)
  }

  const attach = (path: string) => void db.prepare(`ATTACH ? AS file`).run(path)
  const detach = () => void db.exec(`DETACH file`)

  return {
    /** Makes a run file, which runs are then added to one after another. */
    create(path: string) {
      closeDatabase(openDatabase(path))
      attach(path)
      const copies = new Map<number, number>()
      return {
        addRun(runId: number, experimentId: number | null): void {
          if (experimentId !== null && !copies.has(experimentId)) {
            copies.set(experimentId, copyExperiment('main', 'file', experimentId))
          }
          const copyOf = experimentId === null ? null : copies.get(experimentId)!
          copyRun({ from: 'main', to: 'file', runId, experimentId: copyOf, importedFrom: null })
        },
        /** Leaves one file, complete without others beside it. */
        close(): void {
          detach()
          const file = new Database(path)
          try {
            file.pragma('journal_mode = DELETE')
          } finally {
            file.close()
          }
        },
      }
    },

    /**
     * Opens a run file that may be changed: it is brought to our schema. Throws a sentence about the file
     * `name` where it is none.
     */
    open(path: string, name: string) {
      prepare(path, name)
      attach(path)
      return {
        runs: (): RunInFile[] =>
          db
            .prepare<[], RunInFile>(
              `SELECT theirs.id, theirs.config_json AS configJson, theirs.config_hash AS configHash,
                      theirs.seed, theirs.environment, theirs.experiment_id AS experimentId,
                      ours.id AS hereId, ours.deleted_at IS NOT NULL AS isTrashedHere,
                      min(ours.deleted_at IS NOT NULL) -- one that is not in the trash, where there are both
               FROM file.runs AS theirs
               LEFT JOIN main.runs AS ours
                 ON ours.identity = theirs.identity AND ours.updates >= theirs.updates
                    AND (ours.metrics_hash IS NOT NULL OR theirs.metrics_hash IS NULL)
               WHERE theirs.deleted_at IS NULL
               GROUP BY theirs.id`,
            )
            .all(),
        trashedCount: (): number =>
          db
            .prepare<[], number>(`SELECT count(*) FROM file.runs WHERE deleted_at IS NOT NULL`)
            .pluck()
            .get()!,
        experiments: (): ExperimentInFile[] =>
          db
            .prepare<[], ExperimentInFile>(
              `SELECT id, sweep_json AS sweepJson FROM file.experiments WHERE deleted_at IS NULL`,
            )
            .all(),
        /** The experiment here, made or taken out of the trash where it has to be. */
        importExperiment(experimentId: number): { readonly id: number; readonly isNew: boolean } {
          const here = db
            .prepare<[number], { id: number; deleted_at: string | null }>(
              `SELECT id, deleted_at FROM main.experiments
               WHERE identity = (SELECT identity FROM file.experiments WHERE id = ?)`,
            )
            .get(experimentId)
          if (!here) return { id: copyExperiment('file', 'main', experimentId), isNew: true }
          if (here.deleted_at === null) return { id: here.id, isNew: false }
          db.prepare(`UPDATE main.experiments SET deleted_at = NULL WHERE id = ?`).run(here.id)
          return { id: here.id, isNew: true }
        },
        importRun: (runId: number, experimentId: number | null): number =>
          storing(name, () =>
            copyRun({ from: 'file', to: 'main', runId, experimentId, importedFrom: name }),
          ),
        /** Takes back what was imported, for good. */
        takeBack(runIds: readonly number[], experimentIds: readonly number[]): void {
          const [runs, experiments] = [runIds, experimentIds].map((ids) => JSON.stringify(ids))
          db.prepare(`DELETE FROM main.runs WHERE id IN (SELECT value FROM json_each(?))`).run(runs)
          db.prepare(
            `DELETE FROM main.experiments WHERE id IN (SELECT value FROM json_each(?))`,
          ).run(experiments)
        },
        close: detach,
      }
    },
  }
}
