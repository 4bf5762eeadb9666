import { ApiError } from '#shared/errors.ts'
import { isFileError, fileProblem } from '#main/store/file-problems.ts'
import { checkPages, closeDatabase, openDatabase } from '#main/store/database.ts'
import { checkWholeDatabase } from './check-whole-database.ts'
import type { CheckJob, CheckMessage, CheckResults } from './protocol.ts'
import { checkRunFile } from './check-run-file.ts'

/*
 * Entry of the process that checks databases. It is a process and not a thread because nothing else can
 * end SQLite in the middle of a statement, and because whatever a hostile file does ends with it.
 */

const TELL_EVERY_MS = 100

function work(job: CheckJob, told: (share: number) => void): CheckResults[CheckJob['kind']] {
  switch (job.kind) {
    case 'open':
      if (job.checksAll) checkPages(job.path)
      closeDatabase(openDatabase(job.path, { isChecked: job.checksAll }))
      return null
    case 'run-file':
      checkRunFile(job.path, job.name, told)
      return null
    case 'database':
      return checkWholeDatabase(job.path, job.isDeep, told)
  }
}

function toMessage(error: unknown): CheckMessage {
  if (error instanceof ApiError) {
    return { kind: 'refused', code: error.code, reason: error.message }
  }
  if (isFileError(error)) {
    return { kind: 'refused', code: 'conflict', reason: fileProblem(error) }
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { kind: 'failed', reason }
}

function say(message: CheckMessage): void {
  process.send?.(message)
}

// The backend that asked is gone, so nobody waits for the answer.
process.once('disconnect', () => process.exit())
process.once('message', (job: CheckJob) => {
  let toldAt = performance.now()
  const told = (share: number) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return
    toldAt = performance.now()
    say({ kind: 'progress', share })
  }
  try {
    say({ kind: 'done', result: work(job, told) })
  } catch (error) {
    say(toMessage(error))
  }
  process.disconnect()
})
