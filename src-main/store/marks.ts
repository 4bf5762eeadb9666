import { ApiError } from '#shared/errors.ts'
import { MOST_TAGS, type MarkChange, type RunMarks } from '#shared/run-marks.ts'
import type { Run } from '#shared/run.ts'
import type { Db } from './database.ts'
import type { createRunHistoryStore } from './run-history.ts'
import { createTagStore } from './tags.ts'

interface Dependencies {
  readonly these: (runIds: readonly number[]) => Run[]
  readonly history: ReturnType<typeof createRunHistoryStore>
}

/** Stars, locks, the archive, notes and tags of runs. To be called within a transaction. */
export function createMarkStore(db: Db, { these, history }: Dependencies) {
  const tagStore = createTagStore(db)
  const update = db.prepare(
    `UPDATE runs
     SET is_starred  = coalesce(@isStarred, is_starred),
         is_locked   = coalesce(@isLocked, is_locked),
         is_archived = coalesce(@isArchived, is_archived),
         notes       = coalesce(@notes, notes)
     WHERE id = @runId`,
  )
  const asNumber = (value: boolean | undefined) => (value === undefined ? null : Number(value))

  function setTags(run: Run, tags: readonly string[]): void {
    const wanted = [...new Set(tags)].sort()
    if (wanted.length > MOST_TAGS) {
      throw new ApiError(
        'conflict',
        `Run ${run.id} would have ${wanted.length} tags; at most ${MOST_TAGS} are allowed`,
      )
    }
    tagStore.set(run.id, wanted)
    if (wanted.join('\n') !== [...run.tags].sort().join('\n')) {
      history.add(run.id, 'tagged', wanted.join(', '))
    }
  }

  function setOf(
    run: Run,
    { isStarred, isLocked, isArchived, notes, tags }: Omit<RunMarks, 'runId'>,
  ) {
    update.run({
      runId: run.id,
      isStarred: asNumber(isStarred),
      isLocked: asNumber(isLocked),
      isArchived: asNumber(isArchived),
      notes: notes ?? null,
    })
    if (tags) setTags(run, tags)
  }

  return {
    /** Gives each run its marks; those that are gone are left out. Returns the others as they are then. */
    set(marks: readonly RunMarks[]): Run[] {
      const runs = new Map(these(marks.map(({ runId }) => runId)).map((run) => [run.id, run]))
      for (const each of marks) {
        const run = runs.get(each.runId)
        if (run) setOf(run, each)
      }
      return these([...runs.keys()])
    },

    /** Changes all of the runs; returns them, and what of each was changed as it was before. */
    change({ runIds, addTags, removeTags, ...changed }: MarkChange) {
      const runs = these(runIds)
      const known = new Set(runs.map(({ id }) => id))
      const missing = runIds.find((runId) => !known.has(runId))
      if (missing !== undefined) throw new ApiError('not-found', `There is no run ${missing}`)
      const isTagging = addTags.length + removeTags.length > 0
      for (const run of runs) {
        const tags = [...run.tags.filter((tag) => !removeTags.includes(tag)), ...addTags]
        setOf(run, { ...changed, ...(isTagging ? { tags } : {}) })
      }
      const before = runs.map((run): RunMarks => ({
        runId: run.id,
        ...(changed.isStarred === undefined ? {} : { isStarred: run.isStarred }),
        ...(changed.isLocked === undefined ? {} : { isLocked: run.isLocked }),
        ...(changed.isArchived === undefined ? {} : { isArchived: run.isArchived }),
        ...(changed.notes === undefined ? {} : { notes: run.notes }),
        ...(isTagging ? { tags: [...run.tags] } : {}),
      }))
      return { runs: these(runIds), before }
    },
  }
}
