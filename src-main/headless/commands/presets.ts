import type { Command } from 'commander'
import { presets } from '#shared/presets.ts'
import { jsonFlag } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'

export function addPresets(program: Command): void {
  program
    .command('presets')
    .description('list configurations to start from')
    .addOption(jsonFlag())
    .action(({ json }: { json?: boolean }) => {
      const found = Object.entries(presets).map(([name, preset]) => ({ name, ...preset }))
      if (json) printJson({ presets: found })
      else
        print(
          textTable(
            ['name', 'summary'],
            found.map(({ name, summary }) => [name, summary]),
          ),
        )
    })
}
