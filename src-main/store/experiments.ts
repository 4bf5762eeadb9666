import { ApiError } from '#shared/errors.ts'
import type { ExperimentChanges, ExperimentTexts, TrashedExperiment } from '#shared/experiment.ts'
import type { Sweep } from '#shared/sweep.ts'
import type { Db } from './database.ts'
import { daysInTrash } from './days-in-use.ts'
import { parseStored, unlessDamaged } from './stored-json.ts'
import { isExperiment, isRun, isTrashedExperiment, type HiddenRows } from './hidden-rows.ts'

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
  sweep: sweep_json === null ? null : toSweep(sweep_json, row.id),
  createdAt: created_at,
  isHeld: is_held === 1,
})

/** A sweep that no version of this program can have stored is damaged, even if it is JSON. */
function toSweep(json: string, experimentId: number): Sweep {
  const what = `The sweep of experiment ${experimentId}`
  const sweep = parseStored<Sweep | null>(json, what)
  const isSweep =
    Array.isArray(sweep?.vary) &&
    sweep.vary.every((variation) => typeof variation?.path === 'string') &&
    Array.isArray(sweep.seeds)
  return isSweep ? sweep : parseStored('', what)
}

export interface NewExperiment extends ExperimentTexts {
  readonly sweep: Sweep | null
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

const columns = 'id, name, question, hypothesis, notes, conclusion, sweep_json, created_at, is_held'

export function createExperimentStore(db: Db, { hide }: Pick<HiddenRows, 'hide'>) {
  const insert = db.prepare(
    `INSERT INTO experiments (id, name, question, hypothesis, notes, conclusion, sweep_json, created_at)
     VALUES (@id, @name, @question, @hypothesis, @notes, @conclusion, @sweepJson, @createdAt)`,
  )
  const select = db.prepare<[number], ExperimentRow>(
    `SELECT ${columns} FROM experiments WHERE id = ? AND ${isExperiment}`,
  )
  const selectAll = db.prepare<[], ExperimentRow>(
    `SELECT ${columns} FROM experiments WHERE ${isExperiment} ORDER BY id DESC`,
  )
  const update = db.prepare(
    `UPDATE experiments
     SET name       = coalesce(@name, name),
         question   = coalesce(@question, question),
         hypothesis = coalesce(@hypothesis, hypothesis),
         notes      = coalesce(@notes, notes),
         conclusion = coalesce(@conclusion, conclusion)
     WHERE id = @experimentId AND ${isExperiment}`,
  )
  const updateSweep = db.prepare<[string, number]>(
    `UPDATE experiments SET sweep_json = ? WHERE id = ? AND ${isExperiment}`,
  )
  const updateHeld = db.prepare<[number, number]>(
    `UPDATE experiments SET is_held = ? WHERE id = ? AND ${isExperiment}`,
  )
  const selectHeldRuns = db
    .prepare<[], number>(
      `SELECT id FROM runs
       WHERE experiment_id IN (SELECT id FROM experiments WHERE is_held = 1 AND ${isExperiment})
         AND status = 'queued' AND ${isRun}`,
    )
    .pluck()
  const selectStates = db
    .prepare<[], [id: number, state: string]>(
      `SELECT id, json_array(name, question, hypothesis, notes, conclusion, sweep_json, is_held)
       FROM experiments WHERE ${isExperiment}`,
    )
    .raw()
  const put = db.prepare<[string, number]>(
    `UPDATE experiments SET deleted_at = ? WHERE id = ? AND ${isExperiment}`,
  )
  const selectTrash = db.prepare<[], TrashedExperiment>(
    `SELECT id, name, deleted_at AS deletedAt FROM experiments
     WHERE ${isTrashedExperiment} ORDER BY deleted_at DESC, id DESC`,
  )
  const takeBack = db.prepare<[number]>(
    `UPDATE experiments SET deleted_at = NULL WHERE id = ? AND ${isTrashedExperiment}`,
  )
  const selectAged = db
    .prepare<[number], number>(
      `SELECT id FROM experiments WHERE ${isTrashedExperiment} AND ${daysInTrash} >= ? ORDER BY id`,
    )
    .pluck()

  const missing = (experimentId: number, where = '') =>
    new ApiError('not-found', `There is no experiment ${experimentId}${where}`)

  function get(experimentId: number): StoredExperiment {
    const row = select.get(experimentId)
    if (!row) throw missing(experimentId)
    return toExperiment(row)
  }

  function insertAs(id: number | null, { sweep, ...experiment }: NewExperiment): number {
    const sweepJson = sweep && JSON.stringify(sweep)
    return Number(insert.run({ ...experiment, id, sweepJson }).lastInsertRowid)
  }

  return {
    get,
    /** The last one first. Leaves out damaged ones; `get` refuses them with a sentence. */
    list: (): StoredExperiment[] =>
      selectAll.all().flatMap((row) => unlessDamaged(() => toExperiment(row)) ?? []),
    /** What of each experiment can change, in a form that is cheap to compare. */
    states: (): ReadonlyMap<number, string> => new Map(selectStates.all()),

    create: (experiment: NewExperiment): StoredExperiment => get(insertAs(null, experiment)),
    /** Inserts an experiment under a number that was reserved for it. */
    insert: (id: number, experiment: NewExperiment): void => void insertAs(id, experiment),

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
    /** When one that is in the trash was deleted. */
    deletedAt(experimentId: number): string {
      const trashed = selectTrash.all().find(({ id }) => id === experimentId)
      if (!trashed) throw missing(experimentId, ' in the trash')
      return trashed.deletedAt
    },
    takeBack(experimentId: number): void {
      if (takeBack.run(experimentId).changes === 0) throw missing(experimentId, ' in the trash')
    },
    /** Deletes what has been in the trash for this many days of use: hides it, so that it is removed in parts. */
    purge: (days: number): void => hide('experiments', selectAged.all(days)),
  }
}
