import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import { updateMetrics, type UpdateMetric } from '#shared/metrics.ts'
import { isActive } from '#shared/run.ts'
import type { DatabaseCheck, ExperimentDamage, RunDifference } from '#shared/system.ts'
import { checkDatabase, explaining, openUnchanged, type Db } from '#main/store/database.ts'
import { createEpisodeStore } from '#main/store/episodes.ts'
import { createUpdateStore } from '#main/store/updates.ts'
import { isNotHidden } from '#main/store/hidden-rows.ts'
import { summaryProblem } from '#main/store/summary-problem.ts'
import { createMetricsHash, earlierUpdateMetrics } from '#main/workers/metrics-hash.ts'
import { checkBlobs } from './check-blobs.ts'
import { checkConfiguration, checkDocuments, checkExperiment } from './check-documents.ts'
import { resultsProblem } from './results-problem.ts'
import { checkRowsOfRun } from './check-rows.ts'
import { runRow, type RunRow } from './row-rules.ts'

/** Further differences are counted but not named. */
const MAX_NAMED = 1000
const PAGE = 1000

/**
 * Reads a whole database. It checks the pages, and with `isDeep` also compares everything that is
 * stored of each ended run with the run's hash, counts and results. Changes nothing.
 */
export function checkWholeDatabase(
  path: string,
  isDeep: boolean,
  told: (share: number) => void,
): DatabaseCheck {
  return explaining(path, () => {
    const db = openUnchanged(path)
    try {
      if (!isDeep) return checkDatabase(db)
      return {
        ...checkDatabase(db, 'integrity_check(1)'),
        experiments: damagedExperiments(db),
        runs: checkRuns(db, told),
      }
    } finally {
      db.close()
    }
  })
}

function damagedExperiments(db: Db): ExperimentDamage[] {
  const ids = db
    .prepare<[], number>(
      `SELECT id FROM experiments WHERE ${isNotHidden('experiments')} ORDER BY id`,
    )
    .pluck()
  const select = db.prepare<[number]>(`SELECT * FROM experiments WHERE id = ?`)
  return ids.all().flatMap((experimentId) => {
    const what = problemOf(() => checkExperiment(select.get(experimentId)))
    return what === null ? [] : [{ experimentId, what }]
  })
}

function checkRuns(db: Db, told: (share: number) => void) {
  const ids = db
    .prepare<[], number>(`SELECT id FROM runs WHERE ${isNotHidden('runs')} ORDER BY id`)
    .pluck()
    .all()
  const total = db
    .prepare<[], number>(`SELECT total(episodes + updates) + count(*) FROM runs`)
    .pluck()
    .get()!
  const differences: RunDifference[] = []
  let [checked, inTraining, differing, done] = [0, 0, 0, 0]
  const inOneSnapshot = db.transaction((runId: number) =>
    problemsOf(db, runId, () => told(++done / total)),
  )
  for (const runId of ids) {
    const problems = inOneSnapshot(runId)
    if (problems === null) {
      inTraining++
      continue
    }
    checked++
    if (problems.length > 0) differing++
    for (const what of problems) {
      if (differences.length < MAX_NAMED) differences.push({ runId, what })
    }
  }
  return { checked, inTraining, differing, differences }
}

/** Lists in sentences how a run differs from what was stored about it; null if the run may still change. */
function problemsOf(db: Db, runId: number, told: () => void): string[] | null {
  const problems: string[] = []
  function attempt<T>(check: () => T): T | undefined {
    let result: T | undefined
    const problem = problemOf(() => (result = check()))
    if (problem !== null) problems.push(problem)
    return result
  }
  const note = (check: () => string | null) => {
    const problem = attempt(check)
    if (problem) problems.push(problem)
  }

  const found = db.prepare<[number]>(`SELECT * FROM runs WHERE id = ?`).get(runId)
  const run = attempt(() => parseOrThrow(runRow, found))
  if (run === undefined) return problems
  const config = attempt(() => checkConfiguration(run))
  // The rows of an active run may still change; its configuration may not.
  if (isActive(run.status)) return problems.length === 0 ? null : problems
  attempt(() => checkRowsOfRun(db, run, told))
  note(() => hashProblem(db, run))
  note(() => resultsProblem(db, run))
  note(() => summaryProblem(db, runId))
  attempt(() => checkDocuments(db, run))
  if (config !== undefined) attempt(() => checkBlobs(db, run, config))
  return problems
}

/** Returns the sentence that `check` throws; null if it throws none. */
function problemOf(check: () => unknown): string | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof ApiError) return error.message
    return `cannot be read (${error instanceof Error ? error.message : String(error)})`
  }
}

/** Compares the hash that the worker computed during training with the hash of the stored rows. */
function hashProblem(db: Db, run: RunRow): string | null {
  if (run.metrics_hash === null) return null
  const hash = hashOf(db, run.id, updateMetrics)
  if (hash === run.metrics_hash) return null
  if (earlierUpdateMetrics.some((metrics) => hashOf(db, run.id, metrics) === run.metrics_hash)) {
    return null
  }
  return `its episodes and updates have the hash ${hash}, but were stored with metricsHash ${run.metrics_hash}`
}

function hashOf(db: Db, runId: number, metrics: readonly UpdateMetric[]): string {
  const hash = createMetricsHash(metrics)
  const [episodes, updates] = [createEpisodeStore(db), createUpdateStore(db)]
  eachRow((after) => episodes.page(runId, after, PAGE), hash.addEpisode)
  eachRow((after) => updates.page(runId, after, PAGE), hash.addUpdate)
  return hash.digest()
}

function eachRow<Row extends { readonly index: number }>(
  page: (after: number) => readonly Row[],
  use: (row: Row) => void,
): void {
  for (let rows = page(-1); rows.length > 0; rows = page(rows.at(-1)!.index)) rows.forEach(use)
}
