import type { Command } from 'commander'
import { stepsPerSecond, type Run } from '#shared/run.ts'
import { databaseFlag, jsonFlag, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { print, printJson, say, textTable } from '../output.ts'
import { createProgressDisplay } from '../progress.ts'
import {
  configurationFlags,
  trainConfigurations,
  type ConfigurationFlags,
} from '../train-configurations.ts'
import { trainRuns } from '../train-runs.ts'
import { withBackend, type BackendFlags } from '../with-backend.ts'

interface TrainFlags extends ConfigurationFlags, BackendFlags {
  readonly json?: boolean
  readonly quiet?: boolean
}

const REDRAW_EVERY_MS = 200

export function addTrain(program: Command): void {
  configurationFlags(
    program.command('train').description('train one run per seed and keep them in the database'),
  )
    .option('--seeds <list>', 'one run per seed: 1..5 or 1,2,7 or 3')
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress and no summary')
    .action(train)
}

async function train({ json, quiet, ...flags }: TrainFlags): Promise<void> {
  const configs = trainConfigurations(flags)
  const display = createProgressDisplay(process.stderr, quiet === true)
  let latest: readonly Run[] = []
  const timer = setInterval(() => display.update(latest), REDRAW_EVERY_MS)
  const runs = await withBackend(flags, (backend) =>
    trainRuns(backend, configs, {
      changed: (runs) => (latest = runs),
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
  bestMeanReturn100: progress.bestMeanReturn100,
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
