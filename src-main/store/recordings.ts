import { ApiError } from '#shared/errors.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Recording, RecordingMoment } from '#shared/recording.ts'
import type { Db } from './database.ts'
import { parseStored } from './stored-json.ts'
import { daysInTrash } from './days-in-use.ts'
import { isRun } from './hidden-rows.ts'
import type { Steps } from './parts.ts'

interface RecordingRow {
  id: number
  run_id: number
  update_index: number
  name: string
  moment: RecordingMoment | null
  episode_return: number
  length: number
  terminated: number
  created_at: string
}

const COLUMNS = `id, run_id, update_index, name, moment, episode_return, length, terminated, created_at`

/** SQL: whether the run of a recording exists. */
const isOfRun = `EXISTS (SELECT 1 FROM runs WHERE runs.id = recordings.run_id AND ${isRun})`

const toRecording = (row: RecordingRow): Recording => ({
  id: row.id,
  runId: row.run_id,
  update: row.update_index,
  name: row.name,
  moment: row.moment,
  episodeReturn: row.episode_return,
  length: row.length,
  terminated: row.terminated === 1,
  createdAt: row.created_at,
})

function nameOf(moment: RecordingMoment, update: number): string {
  const after = `after ${update} ${update === 1 ? 'update' : 'updates'}`
  switch (moment) {
    case 'untrained':
      return 'untrained'
    case 'training':
      return after
    case 'solved':
      return `when solved, ${after}`
    case 'end':
      return `at the end, ${after}`
  }
}

/** Episodes that are kept. One that is deleted can be restored until the next start purges it. */
export function createRecordingStore(db: Db) {
  const insert = db.prepare<
    [number, number, string, RecordingMoment | null, number, number, number, string, string],
    RecordingRow
  >(
    `INSERT INTO recordings
       (run_id, update_index, name, moment, episode_return, length, terminated, episode_json, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id, update_index) WHERE moment IS NOT NULL DO NOTHING
     RETURNING ${COLUMNS}`,
  )
  const selectByItself = db
    .prepare<[number, number], number>(
      `SELECT 1 FROM recordings WHERE run_id = ? AND update_index = ? AND moment IS NOT NULL`,
    )
    .pluck()
  const selectOf = db.prepare<[number], RecordingRow>(
    `SELECT ${COLUMNS} FROM recordings WHERE run_id = ? AND deleted_at IS NULL ORDER BY id`,
  )
  const selectEpisode = db
    .prepare<[number], string>(
      `SELECT episode_json FROM recordings WHERE id = ? AND deleted_at IS NULL AND ${isOfRun}`,
    )
    .pluck()
  const rename = db.prepare<[string, number], RecordingRow>(
    `UPDATE recordings SET name = ? WHERE id = ? AND deleted_at IS NULL AND ${isOfRun}
     RETURNING ${COLUMNS}`,
  )
  const setDeleted = db.prepare<[string | null, number], RecordingRow>(
    `UPDATE recordings SET deleted_at = ? WHERE id = ? AND ${isOfRun} RETURNING ${COLUMNS}`,
  )
  const selectAged = db
    .prepare<[number], number>(
      `SELECT id FROM recordings WHERE deleted_at IS NOT NULL AND ${daysInTrash} >= ?`,
    )
    .pluck()
  const purge = db.prepare<[number]>(
    `DELETE FROM recordings WHERE id = ? AND deleted_at IS NOT NULL`,
  )

  function found<T>(row: T | undefined, recordingId: number): T {
    if (row === undefined) {
      throw new ApiError('not-found', `There is no kept episode ${recordingId}`)
    }
    return row
  }

  function add(
    name: string,
    moment: RecordingMoment | null,
    episode: RecordedEpisode,
    now: string,
  ): Recording | null {
    const { runId, update, episodeReturn, steps, terminated } = episode
    const ended = terminated ? 1 : 0
    const json = JSON.stringify(episode)
    const { length } = steps
    const row = insert.get(runId, update, name, moment, episodeReturn, length, ended, json, now)
    return row ? toRecording(row) : null
  }

  return {
    keep: (name: string, episode: RecordedEpisode, now: string): Recording =>
      add(name, null, episode, now)!,
    /** Null: there is or was one of this policy already. */
    keepByItself: (
      moment: RecordingMoment,
      episode: RecordedEpisode,
      now: string,
    ): Recording | null => add(nameOf(moment, episode.update), moment, episode, now),
    /** Whether the workbench kept one of this policy, be it deleted since. */
    isKeptByItself: (runId: number, update: number): boolean =>
      selectByItself.get(runId, update) !== undefined,
    /** Those of a run, the first kept first. */
    list: (runId: number): Recording[] => selectOf.all(runId).map(toRecording),
    episode: (recordingId: number): RecordedEpisode =>
      parseStored(found(selectEpisode.get(recordingId), recordingId), `Recording ${recordingId}`),
    rename: (recordingId: number, name: string): Recording =>
      toRecording(found(rename.get(name, recordingId), recordingId)),
    remove: (recordingId: number, now: string): Recording =>
      toRecording(found(setDeleted.get(now, recordingId), recordingId)),
    restore: (recordingId: number): Recording =>
      toRecording(found(setDeleted.get(null, recordingId), recordingId)),
    /** Deletes permanently what was deleted this many days of use ago. */
    *purge(days: number): Steps<void> {
      for (const recordingId of selectAged.all(days)) {
        purge.run(recordingId)
        yield 0
      }
    },
  }
}
