import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { ApiError } from '#shared/errors.ts'
import type { Backend } from '#main/backend-contract.ts'
import { exportFormats, writeExport, type ExportFormat } from '#main/export-files.ts'
import { databaseFlag, jsonFlag, parseId } from '../flags.ts'
import { filterFlag, findRunIds } from '../found-runs.ts'
import { parseIntegerList } from '../integer-list.ts'
import { print, printJson } from '../output.ts'
import { call, withExistingDatabase } from '../with-backend.ts'

interface ExportFlags {
  readonly run?: readonly string[]
  readonly filter?: string
  readonly experiment?: number
  readonly format: ExportFormat
  readonly out: string
  readonly force?: boolean
  readonly database?: string
  readonly json?: boolean
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write everything that runs hold to files')
    .addOption(
      new Option('--run <ids...>', 'runs to export, such as 3 or 1..5').conflicts('filter'),
    )
    .addOption(filterFlag())
    .addOption(
      new Option('--experiment <id>', 'all runs of an experiment, and what it says')
        .argParser(parseId)
        .conflicts(['run', 'filter']),
    )
    .addOption(
      new Option('--format <format>', 'csv, json or run-file')
        .choices(Object.keys(exportFormats))
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--out <path>',
      'json, run-file: a file; csv: a folder, or a .csv file for the episodes with the rest beside it',
    )
    .option('--force', 'replace files that exist')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(
      async ({ format, out, force, json, run, filter, experiment, ...flags }: ExportFlags) => {
        const wanted = run && parseIntegerList(run.join(','), '--run')
        if (!wanted && filter === undefined && experiment === undefined) {
          throw new ApiError(
            'invalid-params',
            'Say what to export by --run, --filter or --experiment',
          )
        }
        const files = await withExistingDatabase(flags, async (backend) => {
          const runIds =
            wanted ??
            (experiment === undefined
              ? await findRunIds(backend, filter!)
              : await runsOf(backend, experiment))
          const [path, overwrite] = [resolve(out), force === true]
          const request = { runIds, experimentId: experiment, format, path, overwrite }
          return writeExport(backend.handlers, request)
        })
        if (json) printJson({ files })
        else for (const file of files) print(file)
      },
    )
}

async function runsOf(backend: Backend, experimentId: number): Promise<number[]> {
  const runIds = await call(backend, 'experiments.runIds', { experimentId })
  if (runIds.length > 0) return [...runIds]
  throw new ApiError('conflict', `Experiment ${experimentId} has no runs to export`)
}
