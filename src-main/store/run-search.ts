import { foldText } from '#shared/fold-text.ts'
import { ApiError } from '#shared/errors.ts'
import { asksForArchived, looksForText, problemSentence } from '#shared/run-filter/filter.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import {
  MOST_CHOSEN_RUNS,
  type FoundRunIds,
  type FoundRuns,
  type RunIdsQuery,
  type RunQuery,
  type VaryingFields,
  type VaryingFieldsQuery,
} from '#shared/run-query.ts'
import type { Run } from '#shared/run.ts'
import type { Db } from './database.ts'
import { filterCondition } from './filter-sql.ts'
import { createRunOrder, type OrderedRun } from './run-order.ts'
import { createVaryingFields, type FoundCondition } from './varying-fields.ts'
import { isRun } from './hidden-rows.ts'

/** Which runs, in which order; not which part of them. */
type Question = Omit<RunQuery, 'offset' | 'limit'>

/** Entries of a table in order, each as the ids of its runs in order. */
interface Order {
  readonly entries: readonly (readonly number[])[]
  readonly runCount: number
  readonly archivedCount: number
}

interface Parts extends FoundCondition {
  /** The runs that are left out only because they are archived; null: none are. */
  readonly archived: string | null
}

/** Answers which runs a table shows, of any number of stored ones. */
export function createRunSearch(
  db: Db,
  byIds: (runIds: readonly number[]) => Run[],
  now: () => Date = () => new Date(),
) {
  db.function('fold_text', { deterministic: true }, (text) =>
    text === null ? null : foldText(String(text)),
  )
  const counts = db
    .prepare<[], [stored: number, running: number]>(
      `SELECT count(*), count(*) FILTER (WHERE status = 'running') FROM runs WHERE ${isRun}`,
    )
    .raw()
  const totalChanges = db.prepare<[], number>(`SELECT total_changes()`).pluck()
  const inOrder = createRunOrder(db)
  /** The last order asked for: whoever scrolls asks for its next part. */
  let last: { readonly question: string; readonly order: Order } | null = null

  function orderOf(query: Question): Order {
    const version = `${totalChanges.get()!} ${db.pragma('data_version', { simple: true }) as number}`
    const { filter, withArchived, sort, isGrouping } = query
    // What was two days ago moves on.
    const minute = Math.floor(now().getTime() / 60_000)
    const question = JSON.stringify([version, minute, filter, withArchived, sort, isGrouping])
    if (last?.question !== question) last = { question, order: findOrder(query) }
    return last.order
  }

  function findOrder(query: Question): Order {
    const { where, parameters, archived } = partsOf(query, now())
    const archivedCount = archived
      ? db
          .prepare<(string | number)[], number>(`SELECT count(*) FROM runs ${archived}`)
          .pluck()
          .get(...parameters)!
      : 0
    const found = inOrder({ where, parameters }, query.sort)
    const entries = query.isGrouping ? groupsOf(found) : found.map(([id]) => [id])
    return { entries, runCount: found.length, archivedCount }
  }

  function ids({ offset, limit, ...question }: RunIdsQuery): FoundRunIds {
    const { entries } = orderOf(question)
    const end = limit === undefined ? undefined : offset + limit
    const runIds = entries.slice(offset, end).flat()
    return { runIds: runIds.slice(0, MOST_CHOSEN_RUNS), runCount: runIds.length }
  }

  function query({ offset, limit, ...question }: RunQuery): FoundRuns {
    const { entries, runCount, archivedCount } = orderOf(question)
    const groups = entries.slice(offset, offset + limit)
    const wanted = groups.flat()
    if (wanted.length > MOST_CHOSEN_RUNS) {
      throw new ApiError(
        'too-large',
        `These ${groups.length} entries contain ${wanted.length} runs; request fewer at once`,
      )
    }
    const runs = new Map(byIds(wanted).map((run) => [run.id, run]))
    const [storedCount, runningCount] = counts.get()!
    return {
      // A damaged run is left out.
      groups: groups.flatMap((runIds) => {
        const those = runIds.flatMap((runId) => runs.get(runId) ?? [])
        return those[0] ? [{ configHash: those[0].configHash, runs: those }] : []
      }),
      groupCount: entries.length,
      runCount,
      archivedCount,
      storedCount,
      runningCount,
    }
  }

  const varying = createVaryingFields(db)
  const varyingFields = (query: VaryingFieldsQuery): VaryingFields => varying(partsOf(query, now()))

  return { query, ids, varyingFields }
}

/** Throws one sentence where the filter cannot be understood. */
function partsOf(
  { filter: text, withArchived }: Pick<Question, 'filter' | 'withArchived'>,
  now: Date,
): Parts {
  const { filter, problem } = parseFilter(text)
  if (problem) throw new ApiError('invalid-params', problemSentence(problem))
  const { sql, parameters } = filterCondition(filter, now)
  const isLeavingOut = !withArchived && !asksForArchived(filter)
  // Where a text is looked for in every run, reading what tables show takes a third of making it anew.
  const index = looksForText(filter) ? 'INDEXED BY runs_for_filters' : ''
  return {
    where: `${index} WHERE ${isRun} ${isLeavingOut ? 'AND is_archived = 0' : ''} AND ${sql}`,
    parameters,
    archived: isLeavingOut ? `WHERE ${isRun} AND is_archived = 1 AND ${sql}` : null,
  }
}

/** A group is where its first run is. Here that is less work than window functions are for SQLite. */
function groupsOf(runs: readonly OrderedRun[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const [id, configHash] of runs) {
    const group = groups.get(configHash)
    if (group) group.push(id)
    else groups.set(configHash, [id])
  }
  return [...groups.values()]
}
