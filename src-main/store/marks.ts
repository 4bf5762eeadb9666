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
    requireFewTags(run, wanted)
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

  /** The runs; throws where one of them is gone. */
  function all(runIds: readonly number[]): Run[] {
    const runs = these(runIds)
    const known = new Set(runs.map(({ id }) => id))
    const missing = runIds.find((runId) => !known.has(runId))
    if (missing !== undefined) throw new ApiError('not-found', `There is no run ${missing}`)
    return runs
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

    /** Throws what `change` would throw. */
    check({ runIds, ...tagging }: MarkChange): void {
      for (const run of all(runIds)) requireFewTags(run, tagsAfter(run, tagging))
    },

    /** Changes all of the runs; returns what of each was changed as it was before. */
    change({ runIds, addTags, removeTags, ...changed }: MarkChange): RunMarks[] {
      const runs = all(runIds)
      const isTagging = addTags.length + removeTags.length > 0
      for (const run of runs) {
        const tags = isTagging ? { tags: tagsAfter(run, { addTags, removeTags }) } : {}
        setOf(run, { ...changed, ...tags })
      }
      return runs.map((run) => ({
        runId: run.id,
        ...(changed.isStarred === undefined ? {} : { isStarred: run.isStarred }),
        ...(changed.isLocked === undefined ? {} : { isLocked: run.isLocked }),
        ...(changed.isArchived === undefined ? {} : { isArchived: run.isArchived }),
        ...(changed.notes === undefined ? {} : { notes: run.notes }),
        ...(isTagging ? { tags: [...run.tags] } : {}),
      }))
    },
  }
}

/** The tags of a run after a change, each of them once. */
const tagsAfter = (
  { tags }: Run,
  { addTags, removeTags }: Pick<MarkChange, 'addTags' | 'removeTags'>,
): string[] => [...new Set([...tags.filter((tag) => !removeTags.includes(tag)), ...addTags])]

function requireFewTags({ id }: Run, tags: readonly string[]): void {
  if (tags.length <= MOST_TAGS) return
  throw new ApiError(
    'conflict',
    `Run ${id} would have ${tags.length} tags; at most ${MOST_TAGS} are allowed`,
  )
}
