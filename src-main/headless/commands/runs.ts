import type { Command } from 'commander'
import type { Run } from '#shared/run.ts'
import { databaseFlag, jsonFlag, parseId } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface RunsFlags extends BackendFlags {
  readonly json?: boolean
}

export function addRuns(program: Command): void {
  const runs = program.command('runs').description('list, show, delete or tag stored runs')
  addList(runs)
  addShow(runs)
  addDelete(runs)
  addTag(runs)
}

const runsTable = (runs: readonly Run[]): string =>
  textTable(
    ['run', 'environment', 'policy', 'seed', 'status', 'episodes', 'steps', 'return', 'tags'],
    runs.map(({ id, config, status, progress, tags }) => [
      id,
      config.environment.id,
      config.policy.kind,
      String(config.seed),
      status,
      progress.episodes,
      progress.environmentSteps,
      progress.meanReturnLast100,
      tags.join(', '),
    ]),
  )

function addList(runs: Command): void {
  runs
    .command('list')
    .description('list all runs, newest first')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async ({ json, ...flags }: RunsFlags) => {
      const found = await withExistingDatabase(flags, (backend) =>
        call(backend, 'runs.list', undefined),
      )
      if (json) printJson({ runs: found })
      else print(found.length === 0 ? 'There are no runs yet.' : runsTable(found))
    })
}

function addShow(runs: Command): void {
  runs
    .command('show')
    .description('show one run with its configuration')
    .argument('<id>', 'number of the run', parseId)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runId: number, { json, ...flags }: RunsFlags) => {
      const run = await withExistingDatabase(flags, (backend) =>
        call(backend, 'runs.get', { runId }),
      )
      if (json) {
        printJson(run)
        return
      }
      print(runsTable([run]))
      for (const key of ['reason', 'engine', 'createdAt', 'startedAt', 'finishedAt'] as const) {
        if (run[key] !== null) print(`${key}: ${run[key]}`)
      }
      for (const key of ['configHash', 'metricsHash'] as const) print(`${key}: ${run[key] ?? '–'}`)
      print(`configuration: ${JSON.stringify(run.config, null, 2)}`)
    })
}

function addDelete(runs: Command): void {
  runs
    .command('delete')
    .description('delete runs with everything they hold')
    .argument('<ids...>', 'numbers of the runs', (id: string, before: number[] = []) => [
      ...before,
      parseId(id),
    ])
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (ids: number[], { json, ...flags }: RunsFlags) => {
      const runIds = [...new Set(ids)]
      await withExistingDatabase(flags, async (backend) => {
        // All are asked for first: a misspelt number deletes nothing.
        for (const runId of runIds) await call(backend, 'runs.get', { runId })
        for (const runId of runIds) await call(backend, 'runs.delete', { runId })
      })
      if (json) printJson({ deleted: runIds })
      else for (const runId of runIds) print(`Deleted run ${runId}`)
    })
}

function addTag(runs: Command): void {
  runs
    .command('tag')
    .description('replace the tags of a run; without tags, remove all')
    .argument('<id>', 'number of the run', parseId)
    .argument('[tags...]', 'its new tags')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runId: number, tags: string[], { json, ...flags }: RunsFlags) => {
      const run = await withExistingDatabase(flags, (backend) =>
        call(backend, 'runs.tag', { runId, tags }),
      )
      if (json) printJson(run)
      else print(`Run ${run.id}: ${run.tags.join(', ') || 'no tags'}`)
    })
}
