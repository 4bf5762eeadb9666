/*
 * Writes a database with many stored runs and one very long one, to see how the workbench bears them:
 * node scripts/make-large-database.ts FILE [--runs 100000] [--episodes 5000000]
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeLongRun } from './large-database/long-run.ts'
import { writeManyRuns } from './large-database/many-runs.ts'
import { closeDatabase, openDatabase } from '#main/store/database.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100000' },
    episodes: { type: 'string', default: '5000000' },
  },
})
const [path] = positionals
const [runs, episodes] = [Number(values.runs), Number(values.episodes)]
if (path === undefined || !Number.isSafeInteger(runs) || !Number.isSafeInteger(episodes)) {
  throw new Error('Usage: make-large-database FILE [--runs COUNT] [--episodes COUNT]')
}
if (existsSync(path)) throw new Error(`${path} exists; name a file that does not`)

const db = openDatabase(path)
// A file that is lost with the machine is made again.
db.pragma('synchronous = OFF')
const started = performance.now()
writeManyRuns(db, runs)
const runId = writeLongRun(db, episodes)
closeDatabase(db)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`${path}: ${runs} runs, and run ${runId} of ${episodes} episodes, in ${seconds} s`)
