import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Option, type Command } from 'commander'
import { benchmarkTasks, type BenchmarkTask } from '#shared/benchmark.ts'
import { ApiError } from '#shared/errors.ts'
import { presets } from '#shared/presets.ts'
import type { Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { benchmarkDocument, benchmarkTable } from '../benchmark-report.ts'
import { databaseFlag, jsonFlag, workersFlag } from '../flags.ts'
import { parseIntegerList } from '../integer-list.ts'
import { judgeBenchmark } from '../judge-benchmark.ts'
import { print, printJson } from '../output.ts'
import { createProgressDisplay } from '../progress.ts'
import { trainRuns } from '../train-runs.ts'
import { withBackend, type BackendFlags } from '../with-backend.ts'

interface BenchmarkFlags extends BackendFlags {
  readonly only?: readonly string[]
  readonly seeds: string
  readonly json?: boolean
  readonly markdown?: boolean
}

const REDRAW_EVERY_MS = 200

export function addBenchmark(program: Command): void {
  program
    .command('benchmark')
    .description(
      'train the presets that the workbench is judged by, and evaluate what they learned',
    )
    .option(
      '--only <preset...>',
      `some of ${benchmarkTasks.map(({ preset }) => preset).join(', ')}`,
    )
    .option('--seeds <list>', 'one run of each preset per seed', '1..10')
    .addOption(workersFlag().default(availableParallelism(), 'all cores'))
    .addOption(databaseFlag().default(undefined, 'a temporary one'))
    .addOption(jsonFlag())
    .addOption(new Option('--markdown', 'print docs/benchmark.md').conflicts('json'))
    .action(benchmark)
}

async function benchmark({ only, seeds, json, markdown, ...flags }: BenchmarkFlags): Promise<void> {
  const tasks = tasksNamed(only)
  const seedList = parseIntegerList(seeds, '--seeds')
  const startedAt = performance.now()
  const results = await inDatabase(flags, (backend) => measure(backend, tasks, seedList))
  const report = {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`,
    workers: flags.workers!,
    seconds: (performance.now() - startedAt) / 1000,
    tasks: results,
  }
  if (json) printJson(report)
  else print(markdown ? benchmarkDocument(report) : benchmarkTable(report))
  if (results.some(({ isMet }) => !isMet)) process.exitCode = 1
}

function tasksNamed(names: readonly string[] | undefined): readonly BenchmarkTask[] {
  const unknown = names?.find((name) => !benchmarkTasks.some(({ preset }) => preset === name))
  if (unknown !== undefined) {
    const allowed = benchmarkTasks.map(({ preset }) => preset).join(', ')
    throw new ApiError('invalid-params', `--only is ${unknown}; allowed: ${allowed}`)
  }
  return benchmarkTasks.filter(({ preset }) => names?.includes(preset) ?? true)
}

/** A temporary database unless one is named. */
async function inDatabase<T>(
  flags: BackendFlags,
  use: (backend: Backend) => Promise<T>,
): Promise<T> {
  if (flags.database !== undefined) return withBackend(flags, use)
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'))
  try {
    return await withBackend({ ...flags, database: join(folder, 'benchmark.sqlite') }, use)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(
  backend: Backend,
  tasks: readonly BenchmarkTask[],
  seeds: readonly number[],
) {
  const display = createProgressDisplay(process.stderr, false)
  let latest: () => readonly Run[] = () => []
  const timer = setInterval(() => display.update(latest()), REDRAW_EVERY_MS)
  const configs = tasks.flatMap(({ preset }) =>
    seeds.map((seed) => ({ ...presets[preset]!.config, seed })),
  )
  const runs = await trainRuns(backend, configs, {
    follows: (runs) => (latest = runs),
    starting: () => undefined,
    stopping: () => display.clear(),
  }).finally(() => {
    clearInterval(timer)
    display.clear()
  })
  const results = []
  for (const [i, task] of tasks.entries()) {
    const own = runs.slice(i * seeds.length, (i + 1) * seeds.length)
    results.push(await judgeBenchmark(backend, task, own))
  }
  return results
}
