import type { RunQuery, runSortKeys } from '#shared/run-query.ts'
import type { Db } from './database.ts'
import { soundJson } from './stored-json.ts'
import type { FoundCondition } from './varying-fields.ts'

/**
 * SQL: the share of its budget that a run has used. The configuration of a run that has not begun need
 * not be read.
 */
export const shareOfBudget = `CASE WHEN environment_steps = 0 AND episodes = 0 AND updates = 0 THEN 0.0 ELSE
  min(1.0, coalesce(
    environment_steps * 1.0 / (${soundJson('config_json')} ->> '$.budget.environmentSteps'),
    episodes * 1.0 / (${soundJson('config_json')} ->> '$.budget.episodes'),
    updates * 1.0 / (${soundJson('config_json')} ->> '$.budget.updates'))) END`

type SortKey = RunQuery['sort']['key']
type Value = number | string | null
/** A run that is sorted, as far as that needs it; `counts` only where they are asked for. */
export type OrderedRun = readonly [id: number, configHash: string, ...counts: number[]]

/** Keys that are columns of runs, or computed from them. */
const sortColumns: Readonly<Partial<Record<SortKey, string>>> = {
  environment: 'environment',
  policy: 'policy_text',
  estimator: 'estimator_text',
  optimizer: 'optimizer_text',
  seed: 'seed',
  'config.seed': 'seed',
  status: 'status',
  episodes: 'episodes',
  environmentSteps: 'environment_steps',
  updates: 'updates',
  wallTimeMs: 'wall_time_ms',
  meanReturnLast100: 'mean_return_last_100',
  lastReturn: 'last_return',
  meanReturnLast10: 'mean_return_last_10',
  meanReturnLast1000: 'mean_return_last_1000',
  bestMeanReturn100: 'best_mean_return_100',
  areaUnderCurve: 'area_under_learning_curve',
  solvedAt: 'solved_episode',
  stepsPerSecond: 'CASE WHEN wall_time_ms > 0 THEN environment_steps / wall_time_ms END',
  createdAt: 'created_at',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
} satisfies Partial<Record<(typeof runSortKeys)[number] | 'config.seed', string>>

/** A configuration has one of them; in the order of the counts that use them up. */
const budgetPaths = ['budget.environmentSteps', 'budget.episodes', 'budget.updates']

/** Puts runs in order: those without a value last, equal ones newest first. */
export function createRunOrder(
  db: Db,
): (found: FoundCondition, sort: RunQuery['sort']) => readonly OrderedRun[] {
  const budgets = db
    .prepare<[], [configHash: string, path: string, limit: number]>(
      `SELECT config_hash, path, value FROM configuration_values
       WHERE path IN (${budgetPaths.map((path) => `'${path}'`).join(', ')})`,
    )
    .raw()
  const valuesAt = db
    .prepare<[string], [configHash: string, value: number | string]>(
      `SELECT config_hash, value FROM configuration_values WHERE path = ?`,
    )
    .raw()
  const inLists = (table: string, column: string) =>
    db
      .prepare<[], [runId: number, values: string]>(
        `SELECT run_id, group_concat(${column}, ',' ORDER BY ${column}) FROM ${table} GROUP BY run_id`,
      )
      .raw()
  const lists = new Map<SortKey, ReturnType<typeof inLists>>([
    ['tags', inLists('tags', 'tag')],
    ['alerts', inLists('run_alerts', 'alert_id')],
  ])

  const rows = (
    columns: string,
    { where, parameters }: FoundCondition,
    order: string,
  ): OrderedRun[] =>
    db
      .prepare<(string | number)[], OrderedRun>(
        `SELECT ${columns} FROM runs ${where} ORDER BY ${order}`,
      )
      .raw()
      .all(...parameters) as OrderedRun[]

  /** What stands beside runs is looked up here: parsing every configuration, or a join, takes SQLite longer. */
  function valueOf(key: SortKey): (row: OrderedRun) => Value {
    const list = lists.get(key)
    if (list) {
      const ofRuns = new Map(list.all())
      return ([id]) => ofRuns.get(id) ?? null
    }
    if (key === 'progress') {
      const ofHashes = new Map(budgets.all().map(([hash, ...budget]) => [hash, budget]))
      return ([, hash, ...counts]) => {
        const [path, limit] = ofHashes.get(hash) ?? []
        if (path === undefined || limit === undefined) return null
        return Math.min(1, counts[budgetPaths.indexOf(path)]! / limit)
      }
    }
    const ofHashes = new Map(valuesAt.all(key.slice('config.'.length)))
    return ([, hash]) => ofHashes.get(hash) ?? null
  }

  return (found, { key, isDescending }) => {
    const direction = isDescending ? 'DESC' : 'ASC'
    if (key === 'id') return rows('id, config_hash', found, `id ${direction}`)
    const column = sortColumns[key]
    if (column !== undefined) {
      const order = `${column} IS NULL, ${column} ${direction}, id DESC`
      return rows('id, config_hash', found, order)
    }
    const counts = key === 'progress' ? ', environment_steps, episodes, updates' : ''
    const value = valueOf(key)
    const sign = isDescending ? -1 : 1
    // Far fewer values are sorted than there are runs.
    const byValue = Map.groupBy(rows(`id, config_hash${counts}`, found, 'id DESC'), value)
    return [...byValue].sort(([a], [b]) => compare(a, b, sign)).flatMap(([, same]) => same)
  }
}

/** As SQLite: numbers before texts; null last, either way. */
function compare(a: Value, b: Value, sign: 1 | -1): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  if (typeof a !== typeof b) return typeof a === 'number' ? -sign : sign
  return a < b ? -sign : sign
}
