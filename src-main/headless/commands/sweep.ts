import type { Command } from 'commander'
import { estimateSweep, type SweepEstimate } from '#shared/sweep-estimate.ts'
import {
  describeInvalid,
  expandSweep,
  showValue,
  sweepObstacle,
  type ExpandedSweep,
} from '#shared/expand-sweep.ts'
import { ApiError } from '#shared/errors.ts'
import type { ExperimentFile } from '#shared/experiment-file.ts'
import { formatCount, formatCounted } from '#shared/format-number.ts'
import { budgetUsed, isActive, type Run } from '#shared/run.ts'
import { expectedRate } from '#shared/time-estimate.ts'
import type { Backend } from '#main/backend-contract.ts'
import { defaultDatabasePath } from '#main/data-directory.ts'
import { earlierSeedsWarning } from '../earlier-seeds.ts'
import { cellsTable, experimentHead } from '../experiment-report.ts'
import { databaseFlag, jsonFlag, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { print, printJson, say } from '../output.ts'
import {
  createProgressDisplay,
  progressLines,
  shareLine,
  showDuration,
  startLine,
} from '../progress.ts'
import { sweepOf, type SweepFlags } from '../sweep-configurations.ts'
import { configurationFlags } from '../train-configurations.ts'
import { followRuns, START_TASK } from '../train-runs.ts'
import { call, withBackend, type BackendFlags } from '../with-backend.ts'

interface Flags extends SweepFlags, BackendFlags {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

const REDRAW_EVERY_MS = 200
/** More runs in training are counted. */
const TRAINING_LINES = 12

const repeatable = (value: string, before: readonly string[] = []) => [...before, value]

export function addSweep(program: Command): void {
  configurationFlags(
    program
      .command('sweep')
      .description('train every combination of varied fields with every seed, as one experiment'),
    'JSON file with a sweep, or the configuration of one; - reads stdin',
  )
    .option(
      '--vary <path=values>',
      'let a field vary, such as optimizer.learningRate=0.001,0.01 or =0.001..0.1:5:log; may be given again',
      repeatable,
    )
    .option('--samples <n>', 'draw so many combinations instead of all')
    .option('--seeds <list>', 'every combination once with each: 1..5 or 1,2,7 or 3')
    .option('--leave-out-invalid', 'train the others where some combinations cannot be')
    .option('--name <text>', 'what the experiment is called')
    .option('--question <text>', 'what it is to find out')
    .option('--hypothesis <text>', 'what is expected')
    .option('--dry-run', 'only tell the number of runs, the combinations and what they take')
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress and no table')
    .action(sweep)
}

async function sweep({ json, quiet, dryRun, ...flags }: Flags): Promise<void> {
  const file = sweepOf(flags)
  const expanded = expandSweep(file.sweep)
  const obstacle = sweepObstacle(file.sweep, expanded)
  if (obstacle && !dryRun) throw new ApiError('invalid-params', obstacle)
  if (!json && !quiet) {
    for (const each of expanded.invalid) {
      say(`Left out: ${describeInvalid(file.sweep.vary, each)}`)
    }
  }
  if (dryRun) await tellCost(flags, file, expanded, json)
  else
    await withBackend({ ...flags, leavesRuns: true }, (backend) =>
      train(backend, file, json, quiet),
    )
  if (obstacle) throw new ApiError('invalid-params', obstacle)
}

/** Looks at the database only: one that is not there is not made. */
async function tellCost(
  { database, workers: wanted }: BackendFlags,
  { sweep: { vary, seeds }, texts: { name } }: ExperimentFile,
  { cells, invalid, repeated }: ExpandedSweep,
  json?: boolean,
): Promise<void> {
  const { readExperience } = await import('#main/experience.ts')
  const past = readExperience(database ?? defaultDatabasePath())
  const workers = wanted ?? past.workers
  const configs = cells.map(({ config }) => config)
  const rateOf = (config: (typeof configs)[number]) => expectedRate(config, past.runs)
  const estimate = estimateSweep(configs, seeds.length, workers, rateOf)
  if (json) {
    const fields = vary.map(({ path }) => path)
    const described = cells.map(({ values }) => values.map((value) => value ?? null))
    printJson({ name, fields, cells: described, invalid, repeated, seeds, workers, estimate })
    return
  }
  print(costLines(estimate, cells.length, seeds.length, workers).join('\n'))
  for (const { values } of cells) {
    print(`  ${vary.map(({ path }, i) => `${path} ${showValue(values[i])}`).join('  ')}`)
  }
}

function costLines(
  { runs, mostSteps, mostOverrun, workMs, longestMs, isMeasured }: SweepEstimate,
  cells: number,
  seeds: number,
  workers: number,
): string[] {
  return [
    `${formatCounted(cells, 'combination')} × ${formatCounted(seeds, 'seed')} = ${formatCounted(runs, 'run')}`,
    `at most ${formatCount(mostSteps)} environment steps${
      mostOverrun > 0
        ? `, and in each run up to ${formatCount(mostOverrun)} more, as its last batch of episodes is played whole`
        : ''
    }`,
    `at most ${showDuration(workMs)} of training, ${showDuration(longestMs)} with ${workers} at once (${isMeasured ? 'by earlier runs here' : 'rough: not all were measured here yet'})`,
  ]
}

/** How far all runs are; one that ended counts as all of its budget. */
function totalLine(runs: readonly Run[], elapsedMs: number): string {
  const used = runs.reduce((sum, run) => sum + (isActive(run.status) ? budgetUsed(run) : 1), 0)
  const share = runs.length === 0 ? 0 : used / runs.length
  return shareLine('all runs', share, share > 0 ? (elapsedMs * (1 - share)) / share : null)
}

async function train(
  backend: Backend,
  { texts, sweep }: ExperimentFile,
  json?: boolean,
  quiet?: boolean,
): Promise<void> {
  const display = createProgressDisplay(process.stderr, quiet === true)
  let latest: () => readonly Run[] = () => []
  let start: string | null = null
  const startedAt = performance.now()
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - startedAt
    const runs = latest()
    if (start !== null) display.show([start])
    else display.show([...progressLines(runs, TRAINING_LINES), totalLine(runs, elapsedMs)])
  }, REDRAW_EVERY_MS)
  let experimentId = 0
  const runs = await followRuns(
    backend,
    async function* () {
      const request = { ...texts, sweep, taskId: START_TASK }
      const started = await call(backend, 'experiments.start', request)
      experimentId = started.experiment.id
      yield started.runIds
    },
    {
      follows: (runs) => (latest = runs),
      starting: (progress) => (start = progress && startLine(progress)),
      stopping() {
        display.clear()
        say('Stopping; what was learned is kept. Ctrl-C again aborts.')
      },
    },
  ).finally(() => {
    clearInterval(timer)
    display.clear()
  })

  const experiment = await call(backend, 'experiments.get', { experimentId })
  const found = await call(backend, 'experiments.cells', { experimentId })
  const warning = await earlierSeedsWarning(backend, runs)
  if (json) printJson({ experiment, ...found })
  else if (!quiet) {
    print(`${experimentHead(experiment)}\n\n${cellsTable(found)}`)
    found.notes.forEach(say)
  }
  if (warning !== null) say(warning)
  const failures = runs.filter(({ status }) => status !== 'completed' && status !== 'stopped')
  for (const { id, config, status, reason } of failures) {
    say(`Run ${id} (seed ${config.seed}) ${status}: ${reason ?? 'no reason is known'}`)
  }
  if (failures.length > 0) process.exitCode = 1
}
