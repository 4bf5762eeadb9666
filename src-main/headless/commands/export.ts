import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { ApiError } from '#shared/errors.ts'
import { exportFormats, writeExport, type ExportFormat } from '#main/export-files.ts'
import { databaseFlag, jsonFlag } from '../flags.ts'
import { filterFlag, findRunIds } from '../found-runs.ts'
import { parseIntegerList } from '../integer-list.ts'
import { print, printJson } from '../output.ts'
import { withExistingDatabase } from '../with-backend.ts'

interface ExportFlags {
  readonly run?: readonly string[]
  readonly filter?: string
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
      new Option('--format <format>', 'csv or json')
        .choices(Object.keys(exportFormats))
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--out <path>',
      'json: a file; csv: a folder, or a .csv file for the episodes with the rest beside it',
    )
    .option('--force', 'replace files that exist')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async ({ run, filter, format, out, force, json, ...flags }: ExportFlags) => {
      const wanted = run && parseIntegerList(run.join(','), '--run')
      if (!wanted && filter === undefined) {
        throw new ApiError('invalid-params', 'Say what to export by --run or --filter')
      }
      const files = await withExistingDatabase(flags, async (backend) => {
        const runIds = wanted ?? (await findRunIds(backend, filter!))
        const [path, overwrite] = [resolve(out), force === true]
        return writeExport(backend.handlers, { runIds, format, path, overwrite })
      })
      if (json) printJson({ files })
      else for (const file of files) print(file)
    })
}
