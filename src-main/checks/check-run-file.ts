import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import { checkPages, closeDatabase, openDatabase, type Db } from '#main/store/database.ts'
import { checkBlobs } from './check-blobs.ts'
import { checkRowsOfRun } from './check-rows.ts'
import { checkConfiguration, checkDocuments, checkExperiment } from './check-documents.ts'
import { aboutFile, refuseAt } from './refuse-at.ts'
import { otherRows, runRow, type RunRow } from './row-rules.ts'
import { isExperiment, isRun } from '#main/store/hidden-rows.ts'
import { summaryProblem } from '#main/store/summary-problem.ts'

const MAX_TAGS = 20

/**
 * Brings the copy of a run file to the present schema and checks everything that would be imported
 * against the rules for calls and for training. Throws a sentence that names the file, the run, the
 * column and what is allowed.
 */
export function checkRunFile(path: string, name: string, told: (share: number) => void): void {
  aboutFile(name, path, () => {
    checkPages(path)
    const db = openDatabase(path, { isChecked: true })
    try {
      checkExperiments(db)
      checkRunsOf(db, told)
    } finally {
      closeDatabase(db)
    }
  })
}

function checkExperiments(db: Db): void {
  const select = db.prepare<[], { id: number }>(`SELECT * FROM experiments WHERE ${isExperiment}`)
  for (const found of select.iterate()) {
    refuseAt(`experiment ${found.id}`, () => checkExperiment(found))
  }
}

function checkRunsOf(db: Db, told: (share: number) => void): void {
  const total = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM episodes) + (SELECT count(*) FROM updates) + 1`,
    )
    .pluck()
    .get()!
  let done = 0
  const runIds = db.prepare<[], number>(`SELECT id FROM runs WHERE ${isRun}`).pluck().all()
  const select = db.prepare<[number]>(`SELECT * FROM runs WHERE id = ?`)
  for (const runId of runIds) {
    const run = refuseAt(`run ${runId}`, () => parseOrThrow(runRow, select.get(runId)))
    checkRun(db, run, () => told(++done / total))
  }
}

function checkRun(db: Db, run: RunRow, told: () => void): void {
  const where = `run ${run.id}`
  const config = refuseAt(where, () => checkConfiguration(run))
  refuseAt(where, () => checkRowsOfRun(db, run, told))
  checkOtherRows(db, run, where)
  refuseAt(where, () => checkDocuments(db, run))
  refuseAt(where, () => checkBlobs(db, run, config))
  const problem = summaryProblem(db, run.id)
  if (problem !== null) refuseAt(where, () => refuse(problem))
}

function refuse(sentence: string): never {
  throw new ApiError('conflict', sentence)
}

function checkOtherRows(db: Db, run: RunRow, where: string): void {
  for (const [table, rule] of Object.entries(otherRows)) {
    const rows = db.prepare<[number]>(`SELECT * FROM ${table} WHERE run_id = ?`)
    let count = 0
    for (const row of rows.iterate(run.id)) {
      count++
      refuseAt(`${where}, ${table}`, () => parseOrThrow(rule, row))
    }
    if (table === 'tags' && count > MAX_TAGS) {
      refuse(`${where} has ${count} tags; at most ${MAX_TAGS} are allowed`)
    }
  }
}
