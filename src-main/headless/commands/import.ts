import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { describeImport, type ImportedRuns } from '#shared/run-file.ts'
import { importRunFile } from '#main/run-file-transfer.ts'
import { databaseFlag, jsonFlag } from '../flags.ts'
import { print, printJson } from '../output.ts'
import { withBackend, type BackendFlags } from '../with-backend.ts'

/** `runs import`: takes runs of other databases in. */
export function addImport(runs: Command): void {
  runs
    .command('import')
    .description('take the runs of run files in, or of other databases of the workbench')
    .argument('<files...>', 'files that export --format run-file wrote, or whole databases')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (files: string[], { json, ...flags }: BackendFlags & { json?: boolean }) => {
      await withBackend(flags, async ({ handlers }) => {
        const results: ({ readonly file: string } & ImportedRuns)[] = []
        for (const file of files) {
          const result = await importRunFile(handlers, resolve(file))
          results.push({ file, ...result })
          if (!json) print(describeImport(result, basename(file)))
        }
        if (json) printJson({ files: results })
      })
    })
}
