import type { Command } from 'commander'
import { databaseFlag, jsonFlag, parseIds, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { trainAndTell, type TellingFlags } from '../train-and-tell.ts'
import { followRuns } from '../train-runs.ts'
import { call, requireDatabase } from '../with-backend.ts'

/** `runs continue`: brings interrupted and stopped runs to their end. */
export function addContinue(runs: Command): void {
  runs
    .command('continue')
    .description('train interrupted or stopped runs on from where they were, to the bit')
    .argument('<ids...>', 'numbers of the runs', parseIds)
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress and no summary')
    .action(async (ids: number[], flags: TellingFlags) => {
      requireDatabase(flags)
      const runIds = [...new Set(ids)]
      await trainAndTell(flags, (backend, watcher) =>
        followRuns(
          backend,
          async function* () {
            yield (await call(backend, 'runs.continue', { runIds })).map(({ id }) => id)
          },
          watcher,
        ),
      )
    })
}
