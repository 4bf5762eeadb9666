import {
  MOST_CHOSEN_RUNS,
  type FoundRunIds,
  type FoundRuns,
  type RunIdsQuery,
  type RunQuery,
  type runSortKeys,
} from '#shared/run-query.ts'
import type { Run } from '#shared/run.ts'
import type { Db } from './database.ts'

const sortExpressions: Readonly<Record<(typeof runSortKeys)[number], string>> = {
  id: 'id',
  environment: 'environment',
  policy: 'policy_text',
  estimator: 'estimator_text',
  optimizer: 'optimizer_text',
  seed: 'seed',
  status: 'status',
  progress: `min(1.0, coalesce(
    environment_steps * 1.0 / (config_json ->> '$.budget.environmentSteps'),
    episodes * 1.0 / (config_json ->> '$.budget.episodes'),
    updates * 1.0 / (config_json ->> '$.budget.updates')))`,
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
}

/** In SQL; the field of a configuration is nothing but letters, digits and points. */
const sortExpression = (key: RunQuery['sort']['key']): string =>
  key.startsWith('config.')
    ? `config_json ->> '$.${key.slice('config.'.length)}'`
    : sortExpressions[key as keyof typeof sortExpressions]

/** What a row of the table shows of a run; its tags are apart. */
const shownText = `lower('#' || id || ' ' || environment || ' ' || policy_text || ' ' ||
  estimator_text || ' ' || optimizer_text || ' seed ' || seed || ' ' || status || ' ' || config_hash)`

const showsWord = `(instr(${shownText}, lower(?)) > 0
  OR id IN (SELECT run_id FROM tags WHERE instr(lower(tag), lower(?)) > 0))`

/** Which runs, in which order; not which part of them. */
type Question = Omit<RunQuery, 'offset' | 'limit'>

/** Entries of a table in order: configuration hashes where seeds are grouped, else ids of runs. */
interface Order {
  readonly entries: readonly (string | number)[]
  readonly runCount: number
}

/** Answers which runs a table shows, of any number of stored ones. */
export function createRunSearch(db: Db, byIds: (runIds: readonly number[]) => Run[]) {
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
    const { filter, sort, isGrouping } = query
    const question = JSON.stringify([version, filter, sort, isGrouping])
    if (last?.question !== question) last = { question, order: findOrder(query) }
    return last.order
  }

  function findOrder(query: Question): Order {
    const { where, words, order } = parts(query)
    if (!query.isGrouping) {
      const ids = db.prepare<string[], number>(`SELECT id FROM runs ${where} ORDER BY ${order}`)
      const entries = ids.pluck().all(...words)
      return { entries, runCount: entries.length }
    }
    const groups = db
      .prepare<string[], [configHash: string, runs: number]>(groupsInOrder(query, where, order))
      .raw()
      .all(...words)
    const runCount = groups.reduce((total, [, runs]) => total + runs, 0)
    return { entries: groups.map(([configHash]) => configHash), runCount }
  }

  /** The ids of the found runs of these configurations, each in order. */
  function membersOf(query: Question, hashes: readonly string[]): ReadonlyMap<string, number[]> {
    const { where, words, order } = parts(query)
    const members = new Map(hashes.map((hash) => [hash, [] as number[]]))
    const found = db
      .prepare<string[], [id: number, configHash: string]>(
        `SELECT id, config_hash FROM runs
         ${where} AND config_hash IN (SELECT value FROM json_each(?))
         ORDER BY ${order}`,
      )
      .raw()
      .all(...words, JSON.stringify(hashes))
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
    const { entries, runCount } = orderOf(question)
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
      storedCount,
      runningCount,
    }
  }

  return { query, ids }
}

/** What a query says in SQL; `words` are the parameters of `where`. */
function parts({ filter, sort }: Question) {
  const words = filter.split(/\s+/).filter(Boolean)
  const key = sortExpression(sort.key)
  const direction = sort.isDescending ? 'DESC' : 'ASC'
  return {
    where: `WHERE ${['deleted_at IS NULL', ...words.map(() => showsWord)].join(' AND ')}`,
    words: words.flatMap((word) => [word, word]),
    order: sort.key === 'id' ? `id ${direction}` : `${key} IS NULL, ${key} ${direction}, id DESC`,
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
