import { Option, type Command } from 'commander'
import { ApiError } from '#shared/errors.ts'
import { canGoOn } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import {
  databaseFlag,
  jsonFlag,
  parseId,
  parseIds,
  RUN_NUMBERS,
  threadsPerRunFlag,
  workersFlag,
} from '../flags.ts'
import { trainAndTell, type TellingFlags } from '../train-and-tell.ts'
import { followRuns } from '../train-runs.ts'
import { call, requireDatabase } from '../with-backend.ts'

interface ContinueFlags extends TellingFlags {
  readonly experiment?: number
}

/** `runs continue`: brings interrupted and stopped runs to their end. */
export function addContinue(runs: Command): void {
  runs
    .command('continue')
    .description('train interrupted or stopped runs on from where they were, to the bit')
    .argument('[ids...]', RUN_NUMBERS, parseIds)
    .addOption(
      new Option(
        '--experiment <id>',
        'all interrupted and stopped runs of an experiment',
      ).argParser(parseId),
    )
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress and no summary')
    .action(async (ids: number[], { experiment, ...flags }: ContinueFlags) => {
      if ((ids.length === 0) === (experiment === undefined)) {
        throw new ApiError(
          'invalid-params',
          'Say which runs to continue: by their numbers, or by --experiment',
        )
      }
      requireDatabase(flags)
      await trainAndTell(flags, (backend, watcher) =>
        followRuns(
          backend,
          async function* () {
            const runIds = experiment === undefined ? ids : await unfinished(backend, experiment)
            yield (await call(backend, 'runs.continue', { runIds })).map(({ id }) => id)
          },
          watcher,
        ),
      )
    })
}

/** Returns the runs of an experiment that can be continued. */
async function unfinished(backend: Backend, experimentId: number): Promise<number[]> {
  const runIds = [...(await call(backend, 'experiments.runIds', { experimentId }))]
  const runs = await Promise.all(runIds.map((runId) => call(backend, 'runs.get', { runId })))
  const found = runs.filter(({ status }) => canGoOn(status)).map(({ id }) => id)
  if (found.length > 0) return found
  throw new ApiError(
    'conflict',
    `Experiment ${experimentId} has no interrupted or stopped run that can be continued`,
  )
}
