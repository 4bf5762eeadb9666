import { Option, type Command } from 'commander'
import type { IntervalMethod } from '#shared/comparison.ts'
import { runResults, type RunResult } from '#shared/run-result.ts'
import { DAYS_IN_TRASH } from '#shared/run.ts'
import { cellsTable, experimentHead, experimentsTable } from '../experiment-report.ts'
import { databaseFlag, intervalsFlag, jsonFlag, parseId } from '../flags.ts'
import { print, printJson, say } from '../output.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface ExperimentFlags extends BackendFlags {
  readonly json?: boolean
}

export function addExperiments(program: Command): void {
  const experiments = program
    .command('experiments')
    .description('list, show, delete or restore experiments')
  addList(experiments)
  addShow(experiments)
  addDelete(experiments)
  addRestore(experiments)
}

function addList(experiments: Command): void {
  experiments
    .command('list')
    .description('list all experiments, newest first')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async ({ json, ...flags }: ExperimentFlags) => {
      const found = await withExistingDatabase(flags, (backend) =>
        call(backend, 'experiments.list', undefined),
      )
      if (json) printJson({ experiments: found })
      else print(found.length === 0 ? 'There are no experiments yet.' : experimentsTable(found))
    })
}

function addShow(experiments: Command): void {
  experiments
    .command('show')
    .description('show one experiment with its configurations over their seeds')
    .argument('<id>', 'number of the experiment', parseId)
    .addOption(
      new Option('--metric <name>', 'the number a run is judged by')
        .choices(runResults)
        .default(runResults[0]),
    )
    .addOption(intervalsFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(
      async (
        experimentId: number,
        {
          json,
          metric,
          intervals,
          ...flags
        }: ExperimentFlags & { metric: RunResult; intervals: IntervalMethod },
      ) => {
        const { experiment, found } = await withExistingDatabase(flags, async (backend) => ({
          experiment: await call(backend, 'experiments.get', { experimentId }),
          found: await call(backend, 'experiments.cells', {
            experimentId,
            result: metric,
            intervals,
          }),
        }))
        if (json) printJson({ experiment, ...found })
        else {
          print(`${experimentHead(experiment)}\n\n${cellsTable(found)}`)
          found.notes.forEach(say)
        }
      },
    )
}

function addDelete(experiments: Command): void {
  experiments
    .command('delete')
    .description(`put an experiment in the trash, for ${DAYS_IN_TRASH} days; its runs stay`)
    .argument('<id>', 'number of the experiment', parseId)
    .option('--with-runs', 'put its runs in the trash too')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(
      async (
        experimentId: number,
        { json, withRuns = false, ...flags }: ExperimentFlags & { withRuns?: boolean },
      ) => {
        await withExistingDatabase(flags, (backend) =>
          call(backend, 'experiments.delete', { experimentId, withRuns }),
        )
        if (json) printJson({ deleted: experimentId, withRuns })
        else
          print(
            `Deleted experiment ${experimentId}; experiments restore ${experimentId} brings it back`,
          )
      },
    )
}

function addRestore(experiments: Command): void {
  experiments
    .command('restore')
    .description('take a deleted experiment back, with the runs that went with it')
    .argument('<id>', 'number of the experiment', parseId)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (experimentId: number, { json, ...flags }: ExperimentFlags) => {
      const experiment = await withExistingDatabase(flags, (backend) =>
        call(backend, 'experiments.restore', { experimentId }),
      )
      if (json) printJson({ experiment })
      else print(experimentHead(experiment))
    })
}
