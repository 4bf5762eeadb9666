import type { Command } from 'commander'
import { jsonFlag, parseNumber } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'
import { parseJson } from '../parse-json.ts'

interface StepFlags {
  readonly environment: string
  readonly initialState: string
  readonly actions: string
  readonly parameters?: string
  readonly seed?: number
  readonly json?: boolean
}

export function addEnvironmentStep(program: Command): void {
  program
    .command('environment-step')
    .description('play given actions from a given state and print what the environment answers')
    .requiredOption('--environment <id>', 'environment to step through')
    .requiredOption('--initial-state <json>', 'its state vector at step 0, such as [0,0,0.01,0]')
    .requiredOption('--actions <json>', 'actions in order, such as [0,1,1]')
    .option('--parameters <json>', 'parameters of the environment that differ from its defaults')
    .option(
      '--seed <number>',
      'decides what the environment draws, such as slips on ice: the same seed, the same slips',
      parseNumber,
      0,
    )
    .addOption(jsonFlag())
    .action(async ({ environment, parameters, seed, json, ...flags }: StepFlags) => {
      const input = {
        environment,
        initialState: parseJson(flags.initialState, '--initial-state'),
        actions: parseJson(flags.actions, '--actions'),
        seed,
        ...(parameters === undefined ? {} : { parameters: parseJson(parameters, '--parameters') }),
      }
      const { environmentStep } = await import('#main/backend.ts')
      const replay = environmentStep(input)
      if (json) {
        printJson(replay)
        return
      }
      const rows = replay.observations.map((observation, t) => [
        t,
        `[${observation.join(', ')}]`,
        t === 0 ? null : replay.rewards[t - 1]!,
        t > 0 && replay.terminated[t - 1] ? 'terminated' : '',
        t > 0 && replay.truncated[t - 1] ? 'truncated' : '',
      ])
      print(textTable(['step', 'observation', 'reward', '', ''], rows))
    })
}
