import type { Command } from 'commander'
import { exportFormats } from '#main/export-files.ts'
import { jsonFlag } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'

export function addFormats(program: Command): void {
  program
    .command('formats')
    .description('list the formats runs can be exported in')
    .addOption(jsonFlag())
    .action(({ json }: { json?: boolean }) => {
      const found = Object.entries(exportFormats).map(([name, content]) => ({ name, content }))
      if (json) printJson({ formats: found })
      else
        print(
          textTable(
            ['name', 'content'],
            found.map(({ name, content }) => [name, content]),
          ),
        )
    })
}
