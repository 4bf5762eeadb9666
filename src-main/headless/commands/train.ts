import type { Command } from 'commander'
import { databaseFlag, jsonFlag, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { earlierSeedsWarning } from '../earlier-seeds.ts'
import { say } from '../output.ts'
import { trainAndTell, type TellingFlags } from '../train-and-tell.ts'
import {
  configurationFlags,
  trainConfigurations,
  type ConfigurationFlags,
} from '../train-configurations.ts'
import { trainRuns } from '../train-runs.ts'

type TrainFlags = ConfigurationFlags & TellingFlags

export function addTrain(program: Command): void {
  configurationFlags(
    program.command('train').description('train one run per seed and keep them in the database'),
  )
    .option('--seeds <list>', 'one run per seed: 1..5 or 1,2,7 or 3')
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress and no summary')
    .action(train)
}

async function train(flags: TrainFlags): Promise<void> {
  const configs = trainConfigurations(flags)
  let warning = null as string | null
  await trainAndTell(flags, async (backend, watcher) => {
    const runs = await trainRuns(backend, configs, watcher)
    warning = await earlierSeedsWarning(backend, runs)
    return runs
  })
  if (warning !== null) say(warning)
}
