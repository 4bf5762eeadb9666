import type { Progress } from '#shared/metrics.ts'
import type { Db } from './database.ts'
import { parseStored } from './stored-json.ts'

/** A run as it was after an update, with all that it needs to go on from there. */
export interface StoredTrainingState {
  /** What computed it, as far as that decides the bits: only the same may go on. */
  readonly madeBy: string
  /** As it calls itself, such as `tfjs (wasm)`. */
  readonly engine: string
  readonly progress: Progress
  /** `TrainingState` of the core, serialized. */
  readonly state: Uint8Array
}

/** The same without what is large. */
export type TrainingStateHead = Omit<StoredTrainingState, 'state'>

interface HeadRow {
  made_by: string
  engine: string
  progress_json: string
}

const toHead = (row: HeadRow): TrainingStateHead => ({
  madeBy: row.made_by,
  engine: row.engine,
  // Of an earlier version some results are not there.
  progress: {
    ...nothingYet,
    ...parseStored<Progress>(row.progress_json, 'The saved state of a run'),
  },
})

/** Of a run before its first update. */
export const nothingYet: Progress = {
  episodes: 0,
  environmentSteps: 0,
  updates: 0,
  wallTimeMs: 0,
  meanReturnLast100: null,
  standardErrorLast100: null,
  lastReturn: null,
  meanReturnLast10: null,
  meanReturnLast1000: null,
  areaUnderCurve: null,
  bestMeanReturn100: null,
  successRateLast100: null,
  solvedAt: null,
}

/** The latest state of each run that may have to go on. */
export function createTrainingStateStore(db: Db) {
  const upsert = db.prepare<[number, string, string, string, Uint8Array]>(
    `INSERT INTO training_states (run_id, made_by, engine, progress_json, state)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run_id) DO UPDATE
       SET made_by = excluded.made_by, engine = excluded.engine,
           progress_json = excluded.progress_json, state = excluded.state`,
  )
  const select = db.prepare<[number], HeadRow & { state: Buffer }>(
    `SELECT * FROM training_states WHERE run_id = ?`,
  )
  const selectHead = db.prepare<[number], HeadRow>(
    `SELECT made_by, engine, progress_json FROM training_states WHERE run_id = ?`,
  )
  const remove = db.prepare<[number]>(`DELETE FROM training_states WHERE run_id = ?`)

  return {
    set: (runId: number, { madeBy, engine, progress, state }: StoredTrainingState): void =>
      void upsert.run(runId, madeBy, engine, JSON.stringify(progress), state),

    get(runId: number): StoredTrainingState | null {
      const row = select.get(runId)
      return row ? { ...toHead(row), state: row.state } : null
    },

    head(runId: number): TrainingStateHead | null {
      const row = selectHead.get(runId)
      return row ? toHead(row) : null
    },

    remove: (runId: number): void => void remove.run(runId),
  }
}
