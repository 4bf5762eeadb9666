import { createBackend } from '#main/backend.ts'
import { presets } from '#shared/presets.ts'
import type { Run } from '#shared/run.ts'

/* A program for crash.test.ts: trains two runs while a third waits, and writes a line with a run's
   number and its episodes for every event. */

const backend = createBackend({
  databasePath: process.argv[2]!,
  workers: 2,
  report: (error) => process.stderr.write(`${error}\n`),
})
backend.subscribe(({ event, data }) => {
  if (event !== 'run.changed') return
  const { id, progress } = data as Run
  process.stdout.write(`${id} ${progress.episodes}\n`)
})
const { config } = presets['cartpole-reinforce']!
for (const seed of [1, 2, 3]) {
  const budget = { episodes: 1_000_000_000, stopWhenSolved: false }
  await backend.handlers['runs.start']({ ...config, seed, budget })
}
