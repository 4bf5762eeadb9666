import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { exportFormats, writeExport, type ExportFormat } from '#main/export-files.ts'
import { databaseFlag, jsonFlag } from '../flags.ts'
import { parseIntegerList } from '../integer-list.ts'
import { print, printJson } from '../output.ts'
import { withExistingDatabase } from '../with-backend.ts'

interface ExportFlags {
  readonly run: readonly string[]
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
    .requiredOption('--run <ids...>', 'runs to export, such as 3 or 1..5')
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
    .action(async ({ run, format, out, force, json, ...flags }: ExportFlags) => {
      const runIds = parseIntegerList(run.join(','), '--run')
      const files = await withExistingDatabase(flags, ({ handlers }) =>
        writeExport(handlers, { runIds, format, path: resolve(out), overwrite: force === true }),
      )
      if (json) printJson({ files })
      else for (const file of files) print(file)
    })
}
