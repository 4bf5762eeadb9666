import type { Command } from 'commander'
import { describeDefault, environmentIds } from '#shared/environments.ts'
import { jsonFlag } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'

export function addEnvironments(program: Command): void {
  program
    .command('environments')
    .description('list what an agent can act in')
    .addOption(jsonFlag())
    .action(({ json }: { json?: boolean }) => {
      const found = environmentIds.map((id) => ({ id, ...describeDefault(id) }))
      if (json) {
        printJson({ environments: found })
        return
      }
      const rows = found.map(({ id, observation, actionSpace, maxEpisodeSteps, solvedReturn }) => [
        id,
        `${observation.length} numbers`,
        actionSpace.kind === 'discrete'
          ? `${actionSpace.labels.length} discrete`
          : `${actionSpace.size} continuous`,
        maxEpisodeSteps,
        solvedReturn,
      ])
      print(textTable(['id', 'observation', 'actions', 'most steps', 'solved at return'], rows))
    })
}
