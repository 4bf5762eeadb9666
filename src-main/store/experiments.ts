import { ApiError } from '#shared/errors.ts'
import type { ExperimentChanges, ExperimentTexts, TrashedExperiment } from '#shared/experiment.ts'
import type { Sweep } from '#shared/sweep.ts'
import type { Db } from './database.ts'
import { daysInTrash } from './days-in-use.ts'

interface ExperimentRow extends ExperimentTexts {
  id: number
  sweep_json: string | null
  created_at: string
  is_held: number
}

/** An experiment as it is stored; how far it is, its runs say. */
export interface StoredExperiment extends ExperimentTexts {
  readonly id: number
  readonly sweep: Sweep | null
  readonly createdAt: string
  readonly isHeld: boolean
}

const toExperiment = ({
  sweep_json,
  created_at,
  is_held,
  ...row
}: ExperimentRow): StoredExperiment => ({
  ...row,
  sweep: sweep_json === null ? null : JSON.parse(sweep_json),
  createdAt: created_at,
  isHeld: is_held === 1,
})

export interface NewExperiment extends ExperimentTexts {
  readonly sweep: Sweep | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

const columns = 'id, name, question, hypothesis, notes, conclusion, sweep_json, created_at, is_held'

export function createExperimentStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO experiments (name, question, hypothesis, notes, conclusion, sweep_json, created_at)
     VALUES (@name, @question, @hypothesis, @notes, @conclusion, @sweepJson, @createdAt)`,
  )
  const select = db.prepare<[number], ExperimentRow>(
    `SELECT ${columns} FROM experiments WHERE id = ? AND deleted_at IS NULL`,
  )
  const selectAll = db.prepare<[], ExperimentRow>(
    `SELECT ${columns} FROM experiments WHERE deleted_at IS NULL ORDER BY id DESC`,
  )
  const update = db.prepare(
    `UPDATE experiments
     SET name       = coalesce(@name, name),
         question   = coalesce(@question, question),
         hypothesis = coalesce(@hypothesis, hypothesis),
         notes      = coalesce(@notes, notes),
         conclusion = coalesce(@conclusion, conclusion)
     WHERE id = @experimentId AND deleted_at IS NULL`,
  )
  const updateSweep = db.prepare<[string, number]>(
    `UPDATE experiments SET sweep_json = ? WHERE id = ? AND deleted_at IS NULL`,
  )
  const updateHeld = db.prepare<[number, number]>(
    `UPDATE experiments SET is_held = ? WHERE id = ? AND deleted_at IS NULL`,
  )
  const selectHeldRuns = db
    .prepare<[], number>(
      `SELECT id FROM runs
       WHERE experiment_id IN (SELECT id FROM experiments WHERE is_held = 1 AND deleted_at IS NULL)
         AND status = 'queued'`,
    )
    .pluck()
  const selectStates = db
    .prepare<[], [id: number, state: string]>(
      `SELECT id, json_array(name, question, hypothesis, notes, conclusion, sweep_json, is_held)
       FROM experiments WHERE deleted_at IS NULL`,
    )
    .raw()
  const put = db.prepare<[string, number]>(
    `UPDATE experiments SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL`,
  )
  const selectTrash = db.prepare<[], TrashedExperiment>(
    `SELECT id, name, deleted_at AS deletedAt FROM experiments
     WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC`,
  )
  const takeBack = db.prepare<[number]>(`UPDATE experiments SET deleted_at = NULL WHERE id = ?`)
  const purge = db.prepare<[number]>(
    `DELETE FROM experiments WHERE deleted_at IS NOT NULL AND ${daysInTrash} >= ?`,
  )
  const empty = db.prepare(`DELETE FROM experiments WHERE deleted_at IS NOT NULL`)

  const missing = (experimentId: number, where = '') =>
    new ApiError('not-found', `There is no experiment ${experimentId}${where}`)

  function get(experimentId: number): StoredExperiment {
    const row = select.get(experimentId)
    if (!row) throw missing(experimentId)
    return toExperiment(row)
  }

  return {
    get,
    /** The last one first. */
    list: (): StoredExperiment[] => selectAll.all().map(toExperiment),
    /** What of each experiment can change, in a form that is cheap to compare. */
    states: (): ReadonlyMap<number, string> => new Map(selectStates.all()),

    create({ sweep, ...experiment }: NewExperiment): StoredExperiment {
      const sweepJson = sweep && JSON.stringify(sweep)
      return get(Number(insert.run({ ...experiment, sweepJson }).lastInsertRowid))
    },

    update({ experimentId, ...changes }: ExperimentChanges): StoredExperiment {
      const { name, question, hypothesis, notes, conclusion } = changes
      const texts = { name, question, hypothesis, notes, conclusion }
      const given = Object.entries(texts).map(([field, text]) => [field, text ?? null])
      update.run({ experimentId, ...Object.fromEntries(given) })
      return get(experimentId)
    },

    setSweep(experimentId: number, sweep: Sweep): StoredExperiment {
      updateSweep.run(JSON.stringify(sweep), experimentId)
      return get(experimentId)
    },

    setHeld(experimentId: number, isHeld: boolean): StoredExperiment {
      updateHeld.run(Number(isHeld), experimentId)
      return get(experimentId)
    },
    /** The runs that wait for their experiment to be resumed. */
    heldRunIds: (): ReadonlySet<number> => new Set(selectHeldRuns.all()),

    /** To everything but the trash it is gone then. */
    put(experimentId: number, now: string): void {
      if (put.run(now, experimentId).changes === 0) throw missing(experimentId)
    },
    /** Deleted experiments, the last one first. */
    trash: (): TrashedExperiment[] => selectTrash.all(),
    /** Returns when it was deleted. */
    takeBack(experimentId: number): string {
      const trashed = selectTrash.all().find(({ id }) => id === experimentId)
      if (!trashed) throw missing(experimentId, ' in the trash')
      takeBack.run(experimentId)
      return trashed.deletedAt
    },
    /** Deletes what has been in the trash for so many days of use. */
    purge: (days: number): void => void purge.run(days),
    empty: (): void => void empty.run(),
  }
}
