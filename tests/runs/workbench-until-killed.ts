import { createBackend } from '#main/backend.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'

/* A program for killed-workbench.test.ts: a workbench that starts the given runs, or goes on with what it
   finds, and writes a line for every change of a run. */

interface Given {
  readonly databasePath: string
  readonly threadsPerRun: number
  readonly configs: readonly RunConfig[]
}

const { databasePath, threadsPerRun, configs } = JSON.parse(process.argv[2]!) as Given
const backend = createBackend({
  databasePath,
  threadsPerRun,
  workers: 2,
  keepsQueue: true,
  stateEveryMs: 30,
  report: (error) => process.stderr.write(`${error}\n`),
})
backend.subscribe(({ event, data }) => {
  if (event !== 'run.changed') return
  const { id, status, progress } = data as Run
  process.stdout.write(`${id} ${status} ${progress.episodes}\n`)
})
for (const config of configs) await backend.handlers['runs.start'](config)
process.stdout.write('ready\n')
setInterval(() => undefined, 1000)
