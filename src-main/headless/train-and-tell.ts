import { stepsPerSecond, type Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { print, printJson, say, textTable } from './output.ts'
import { createProgressDisplay, startLine } from './progress.ts'
import type { Watcher } from './train-runs.ts'
import { withBackend, type BackendFlags } from './with-backend.ts'

export interface TellingFlags extends BackendFlags {
  readonly json?: boolean
  readonly quiet?: boolean
}

const REDRAW_EVERY_MS = 200

/** Trains runs, telling how far they are, and prints what became of them. Any that failed fails the program. */
export async function trainAndTell(
  { json, quiet, ...flags }: TellingFlags,
  train: (backend: Backend, watcher: Watcher) => Promise<Run[]>,
): Promise<void> {
  const display = createProgressDisplay(process.stderr, quiet === true)
  let latest: () => readonly Run[] = () => []
  let start: string | null = null
  const timer = setInterval(() => {
    if (start === null) display.update(latest())
    else display.show([start])
  }, REDRAW_EVERY_MS)
  const runs = await withBackend(flags, (backend) =>
    train(backend, {
      follows: (runs) => (latest = runs),
      starting: (progress) => (start = progress && startLine(progress)),
      stopping() {
        display.clear()
        say('Stopping; what was learned is kept. Ctrl-C again aborts.')
      },
    }),
  ).finally(() => {
    clearInterval(timer)
    display.clear()
  })

  if (json) printJson({ runs: runs.map(toResult) })
  else if (!quiet) print(summary(runs))
  const failures = runs.filter(({ status }) => status !== 'completed' && status !== 'stopped')
  for (const { id, config, status, reason } of failures) {
    say(`Run ${id} (seed ${config.seed}) ${status}: ${reason ?? 'no reason is known'}`)
  }
  if (failures.length > 0) process.exitCode = 1
}

/** What scripts get of a run. */
const toResult = ({ id, config, configHash, status, progress, metricsHash }: Run) => ({
  id,
  seed: config.seed,
  configHash,
  status,
  episodes: progress.episodes,
  environmentSteps: progress.environmentSteps,
  updates: progress.updates,
  wallTimeMs: progress.wallTimeMs,
  stepsPerSecond: stepsPerSecond(progress),
  meanReturnLast100: progress.meanReturnLast100,
  standardErrorLast100: progress.standardErrorLast100,
  lastReturn: progress.lastReturn,
  meanReturnLast10: progress.meanReturnLast10,
  meanReturnLast1000: progress.meanReturnLast1000,
  bestMeanReturn100: progress.bestMeanReturn100,
  areaUnderCurve: progress.areaUnderCurve,
  successRateLast100: progress.successRateLast100,
  solvedAt: progress.solvedAt,
  metricsHash,
})

const summary = (runs: readonly Run[]): string =>
  textTable(
    [
      'run',
      'seed',
      'status',
      'episodes',
      'steps',
      'steps/s',
      'return (last 100)',
      'solved at step',
    ],
    runs.map(({ id, config, status, progress }) => [
      id,
      String(config.seed),
      status,
      progress.episodes,
      progress.environmentSteps,
      Math.round(stepsPerSecond(progress) ?? 0),
      progress.meanReturnLast100,
      progress.solvedAt?.environmentSteps ?? null,
    ]),
  )
