import Database from 'better-sqlite3'
import { ApiError } from '#shared/errors.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { createRunCopier } from './copy-runs.ts'
import type { Db } from './database.ts'
import { isNotHidden, type HiddenRange, type HiddenRows } from './hidden-rows.ts'
import type { PartOptions, Steps, StoreInParts } from './parts.ts'
import { createRunWriter } from './run-file-writer.ts'
import { storedColumns } from './run-tables.ts'

/* A run file is a database of the workbench that holds the runs handed on; see docs/decisions/0011. */

/** A run or an experiment in a run file, as far as it decides what becomes of it here. */
export interface RunInFile {
  readonly id: number
  readonly experimentId: number | null
  /** How many episodes and updates the file says it has. */
  readonly rows: number
  /** The run here that this one is, as far trained or further; null: there is none. */
  readonly hereId: number | null
  /** Whether that one is in the trash. */
  readonly isTrashedHere: number
}

export interface ExperimentInFile {
  readonly id: number
}

/** What is imported from a file, and the process that does it. */
export interface RunImport {
  readonly runs: readonly Pick<RunInFile, 'id' | 'experimentId' | 'rows'>[]
  /** Ids in the file. Experiments that are in the trash here are restored. */
  readonly experimentIds: readonly number[]
  readonly ownerId: number
}

/** What was imported, by its ids here. */
export interface RunsFromFile {
  readonly runIds: readonly number[]
  /** Experiments that were created or restored from the trash. */
  readonly newExperimentIds: readonly number[]
  /** All of them, including those that were here already. */
  readonly experimentIds: readonly number[]
}

/** A run file that is read. */
export type RunFileReader = ReturnType<ReturnType<typeof createRunFileStore>['open']>

export function createRunFileStore(
  db: Db,
  {
    hidden,
    values,
    storeInParts,
  }: {
    readonly hidden: HiddenRows
    readonly values: ConfigurationValues
    readonly storeInParts: StoreInParts
  },
) {
  const copyRun = createRunCopier(db)
  const refused = (name: string, why: string) =>
    new ApiError('conflict', `${name} ${why}; nothing was imported`)

  function copyExperiment(experimentId: number, copyId: number): void {
    const columns = storedColumns(db, 'experiments')
    // Holding an experiment concerns the queue of one workbench.
    const values = columns.map((column) => (column === 'is_held' ? '0' : column))
    db.prepare(
      `INSERT INTO main.experiments (id, ${columns.join(', ')})
       SELECT ?, ${values.join(', ')} FROM file.experiments WHERE id = ?`,
    ).run(copyId, experimentId)
  }
  const selectExperimentHere = db.prepare<[string], { id: number; isTrashed: number }>(
    `SELECT id, deleted_at IS NOT NULL AS isTrashed FROM experiments
     WHERE identity = ? AND ${isNotHidden('experiments')}`,
  )
  const restoreExperiment = db.prepare<[number]>(
    `UPDATE experiments SET deleted_at = NULL WHERE id = ?`,
  )
  const abandonAll = db.transaction((ranges: readonly HiddenRange[]) =>
    ranges.forEach(hidden.abandon),
  )

  /** Everything imported is hidden until the last step, which shows all of it. */
  function* importing(
    { runs, experimentIds, ownerId }: RunImport,
    name: string,
    reserved: HiddenRange[],
  ): Steps<RunsFromFile> {
    const reserve = (table: HiddenRange['table'], rows: number): number => {
      if (rows === 0) return 0
      const range = hidden.reserve(table, rows, ownerId)
      reserved.push(range)
      return range.firstId
    }
    const here = new Map<number, number>()
    const trashed: number[] = []
    const made: number[] = []
    for (const id of experimentIds) {
      const identity = db
        .prepare<[number], string>(`SELECT identity FROM file.experiments WHERE id = ?`)
        .pluck()
        .get(id)!
      const known = selectExperimentHere.get(identity)
      if (known) {
        here.set(id, known.id)
        if (known.isTrashed) trashed.push(known.id)
      } else made.push(id)
    }
    const firstMade = reserve('experiments', made.length)
    for (const [i, id] of made.entries()) {
      copyExperiment(id, firstMade + i)
      here.set(id, firstMade + i)
      yield 0
    }

    const firstId = reserve('runs', runs.length)
    // A run without rows takes time too.
    const weightOf = (rows: number) => 20 + Math.max(0, rows)
    const total = runs.reduce((sum, { rows }) => sum + weightOf(rows), 0)
    let done = 0
    for (const [i, run] of runs.entries()) {
      const experimentId = run.experimentId === null ? null : (here.get(run.experimentId) ?? null)
      const copyId = firstId + i
      const weight = weightOf(run.rows)
      let copied = 0
      for (const rows of copyRun({
        ...{ from: 'file', to: 'main', runId: run.id, copyId, experimentId, importedFrom: name },
      })) {
        copied += rows
        yield (done + Math.min(copied, weight)) / total
      }
      done += weight
      yield done / total
    }
    for (const range of reserved) {
      if (range.table !== 'runs') continue
      for (const _ of values.store(range)) yield 1
    }
    trashed.forEach((id) => restoreExperiment.run(id))
    reserved.forEach(hidden.show)
    return {
      runIds: runs.map((_, i) => firstId + i),
      newExperimentIds: [...trashed, ...made.map((id) => here.get(id)!)],
      experimentIds: [...here.values()],
    }
  }

  const attach = (path: string) => void db.prepare(`ATTACH ? AS file`).run(path)
  const detach = () => void db.exec(`DETACH file`)

  return {
    create: createRunWriter(db),

    /** Opens a run file that was checked and brought to our schema; see src-main/checks. */
    open(path: string, name: string) {
      attach(path)
      return {
        runs: (): RunInFile[] =>
          db
            .prepare<[], RunInFile>(
              `SELECT theirs.id, theirs.experiment_id AS experimentId,
                      theirs.episodes + theirs.updates AS rows,
                      ours.id AS hereId, ours.deleted_at IS NOT NULL AS isTrashedHere,
                      min(ours.deleted_at IS NOT NULL) -- one that is not in the trash, where there are both
               FROM file.runs AS theirs
               LEFT JOIN main.runs AS ours
                 ON ours.identity = theirs.identity AND ours.updates >= theirs.updates
                    AND (ours.metrics_hash IS NOT NULL OR theirs.metrics_hash IS NULL)
                    AND ${isNotHidden('runs', { as: 'ours' })}
               WHERE theirs.deleted_at IS NULL
                 AND ${isNotHidden('runs', { as: 'theirs', schema: 'file' })}
               GROUP BY theirs.id`,
            )
            .all(),
        trashedCount: (): number =>
          db
            .prepare<[], number>(
              `SELECT count(*) FROM file.runs AS theirs
               WHERE deleted_at IS NOT NULL
                 AND ${isNotHidden('runs', { as: 'theirs', schema: 'file' })}`,
            )
            .pluck()
            .get()!,
        experiments: (): ExperimentInFile[] =>
          db
            .prepare<[], ExperimentInFile>(
              `SELECT id FROM file.experiments AS theirs
               WHERE deleted_at IS NULL
                 AND ${isNotHidden('experiments', { as: 'theirs', schema: 'file' })}`,
            )
            .all(),

        /** Imports the whole file in parts, or nothing. */
        async import(
          request: RunImport,
          options: Omit<PartOptions, 'guard'> = {},
        ): Promise<RunsFromFile> {
          const reserved: HiddenRange[] = []
          try {
            return await storeInParts(importing(request, name, reserved), {
              ...options,
              guard: () => reserved.forEach((range) => hidden.requireOwner(range, request.ownerId)),
            })
          } catch (error) {
            abandonAll.immediate(reserved)
            if (!(error instanceof Database.SqliteError)) throw error
            if (!/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(error.code)) throw error
            throw refused(name, `contains data that cannot be stored (${error.message})`)
          }
        },
        close: detach,
      }
    },
  }
}
