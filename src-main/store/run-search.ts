import { ApiError } from '#shared/errors.ts'
import { asksForArchived, looksForText, problemSentence } from '#shared/run-filter/filter.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import {
  MOST_CHOSEN_RUNS,
  type FoundRunIds,
  type FoundRuns,
  type RunIdsQuery,
  type RunQuery,
  type runSortKeys,
  type VaryingFields,
  type VaryingFieldsQuery,
} from '#shared/run-query.ts'
import type { Run } from '#shared/run.ts'
import type { Db } from './database.ts'
import { filterCondition } from './filter-sql.ts'
import { createVaryingFields } from './varying-fields.ts'

/** In SQL. */
export const shareOfBudget = `min(1.0, coalesce(
  environment_steps * 1.0 / (config_json ->> '$.budget.environmentSteps'),
  episodes * 1.0 / (config_json ->> '$.budget.episodes'),
  updates * 1.0 / (config_json ->> '$.budget.updates')))`

const sortExpressions: Readonly<Record<(typeof runSortKeys)[number], string>> = {
  id: 'id',
  environment: 'environment',
  policy: 'policy_text',
  estimator: 'estimator_text',
  optimizer: 'optimizer_text',
  seed: 'seed',
  status: 'status',
  progress: shareOfBudget,
  episodes: 'episodes',
  environmentSteps: 'environment_steps',
  updates: 'updates',
  wallTimeMs: 'wall_time_ms',
  meanReturnLast100: 'mean_return_last_100',
  bestMeanReturn100: 'best_mean_return_100',
  solvedAt: 'solved_episode',
  stepsPerSecond: 'CASE WHEN wall_time_ms > 0 THEN environment_steps / wall_time_ms END',
  createdAt: 'created_at',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  tags: `(SELECT group_concat(tag, ',' ORDER BY tag) FROM tags WHERE run_id = runs.id)`,
}

/** In SQL; the field of a configuration is nothing but letters, digits and points. */
const sortExpression = (key: RunQuery['sort']['key']): string =>
  key.startsWith('config.')
    ? `config_json ->> '$.${key.slice('config.'.length)}'`
    : sortExpressions[key as keyof typeof sortExpressions]

/** Which runs, in which order; not which part of them. */
type Question = Omit<RunQuery, 'offset' | 'limit'>

/** Entries of a table in order: configuration hashes where seeds are grouped, else ids of runs. */
interface Order {
  readonly entries: readonly (string | number)[]
  readonly runCount: number
  readonly archivedCount: number
}

/** A query in SQL, to follow FROM runs; `parameters` are those of `where`. */
interface Parts {
  readonly where: string
  readonly parameters: readonly (string | number)[]
  readonly order: string
  /** The runs that are left out only because they are archived; null: none are. */
  readonly archived: string | null
}

/** Answers which runs a table shows, of any number of stored ones. */
export function createRunSearch(
  db: Db,
  byIds: (runIds: readonly number[]) => Run[],
  now: () => Date = () => new Date(),
) {
  const counts = db
    .prepare<[], [stored: number, running: number]>(
      `SELECT count(*), count(*) FILTER (WHERE status = 'running') FROM runs WHERE deleted_at IS NULL`,
    )
    .raw()
  const totalChanges = db.prepare<[], number>(`SELECT total_changes()`).pluck()
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
    const { where, parameters, order, archived } = partsOf(query, now())
    const archivedCount = archived
      ? db
          .prepare<(string | number)[], number>(`SELECT count(*) FROM runs ${archived}`)
          .pluck()
          .get(...parameters)!
      : 0
    if (!query.isGrouping) {
      const entries = db
        .prepare<(string | number)[], number>(`SELECT id FROM runs ${where} ORDER BY ${order}`)
        .pluck()
        .all(...parameters)
      return { entries, runCount: entries.length, archivedCount }
    }
    const groups = db
      .prepare<(string | number)[], [configHash: string, runs: number]>(
        groupsInOrder(query, where, order),
      )
      .raw()
      .all(...parameters)
    const runCount = groups.reduce((total, [, runs]) => total + runs, 0)
    return { entries: groups.map(([configHash]) => configHash), runCount, archivedCount }
  }

  /** The ids of the found runs of these configurations, each in order. */
  function membersOf(query: Question, hashes: readonly string[]): ReadonlyMap<string, number[]> {
    const { where, parameters, order } = partsOf(query, now())
    const members = new Map(hashes.map((hash) => [hash, [] as number[]]))
    const found = db
      .prepare<(string | number)[], [id: number, configHash: string]>(
        `SELECT id, config_hash FROM runs
         ${where} AND config_hash IN (SELECT value FROM json_each(?))
         ORDER BY ${order}`,
      )
      .raw()
      .all(...parameters, JSON.stringify(hashes))
    for (const [id, hash] of found) members.get(hash)!.push(id)
    return members
  }

  /** Ids of the runs of each of these entries. */
  function idsOf(question: Question, entries: Order['entries']): (readonly number[])[] {
    if (!question.isGrouping) return entries.map((runId) => [Number(runId)])
    const members = membersOf(question, entries as string[])
    return entries.map((hash) => members.get(String(hash))!)
  }

  function ids({ offset, limit, ...question }: RunIdsQuery): FoundRunIds {
    const { entries } = orderOf(question)
    const end = limit === undefined ? undefined : offset + limit
    const runIds = idsOf(question, entries.slice(offset, end)).flat()
    return { runIds: runIds.slice(0, MOST_CHOSEN_RUNS), runCount: runIds.length }
  }

  function query({ offset, limit, ...question }: RunQuery): FoundRuns {
    const { entries, runCount, archivedCount } = orderOf(question)
    const groups = idsOf(question, entries.slice(offset, offset + limit))
    const runs = new Map(byIds(groups.flat()).map((run) => [run.id, run]))
    const [storedCount, runningCount] = counts.get()!
    return {
      groups: groups.map((runIds) => {
        const those = runIds.map((runId) => runs.get(runId)!)
        return { configHash: those[0]!.configHash, runs: those }
      }),
      groupCount: entries.length,
      runCount,
      archivedCount,
      storedCount,
      runningCount,
    }
  }

  const varying = createVaryingFields(db)
  const varyingFields = (query: VaryingFieldsQuery): VaryingFields =>
    varying(partsOf({ ...query, sort: inOrderOfIds }, now()))

  return { query, ids, varyingFields }
}

const inOrderOfIds: RunQuery['sort'] = { key: 'id', isDescending: true }

/** Throws one sentence where the filter cannot be understood. */
function partsOf(
  { filter: text, withArchived, sort }: Omit<Question, 'isGrouping'>,
  now: Date,
): Parts {
  const { filter, problem } = parseFilter(text)
  if (problem) throw new ApiError('invalid-params', problemSentence(problem))
  const { sql, parameters } = filterCondition(filter, now)
  const isLeavingOut = !withArchived && !asksForArchived(filter)
  const key = sortExpression(sort.key)
  const direction = sort.isDescending ? 'DESC' : 'ASC'
  // Where a text is looked for in every run, reading what tables show takes a third of making it anew.
  const index = looksForText(filter) ? 'INDEXED BY runs_for_filters' : ''
  return {
    where: `${index} WHERE deleted_at IS NULL ${isLeavingOut ? 'AND is_archived = 0' : ''} AND ${sql}`,
    parameters,
    order: sort.key === 'id' ? `id ${direction}` : `${key} IS NULL, ${key} ${direction}, id DESC`,
    archived: isLeavingOut ? `WHERE deleted_at IS NULL AND is_archived = 1 AND ${sql}` : null,
  }
}

/** Groups where their first run is; by id that needs no order of all runs. */
const groupsInOrder = ({ sort }: Question, where: string, order: string): string =>
  sort.key === 'id'
    ? `SELECT config_hash, count(*) FROM runs ${where} GROUP BY config_hash
       ORDER BY ${sort.isDescending ? 'max(id) DESC' : 'min(id)'}`
    : `SELECT config_hash, count(*)
       FROM (SELECT config_hash, row_number() OVER (ORDER BY ${order}) AS position FROM runs ${where})
       GROUP BY config_hash ORDER BY min(position)`
