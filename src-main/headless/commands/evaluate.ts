import type { Command } from 'commander'
import { evaluationRequest, type Evaluation } from '#shared/evaluation.ts'
import { databaseFlag, jsonFlag, parseIds, parseNumber, RUN_NUMBERS } from '../flags.ts'
import { print, printJson, say, textTable } from '../output.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface EvaluateFlags extends BackendFlags {
  readonly episodes: number
  readonly actions: 'sampled' | 'mode'
  readonly start: 'configured' | 'default'
  readonly seed: number
  readonly json?: boolean
}

export function addEvaluate(program: Command): void {
  const { shape } = evaluationRequest
  program
    .command('evaluate')
    .description('play episodes with the policies of runs, without learning')
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .option('--episodes <count>', 'episodes for each run', parseNumber, 100)
    .option(
      '--actions <choice>',
      `how actions are chosen: ${shape.actions.unwrap().options.join(' or ')}`,
      'mode',
    )
    .option(
      '--start <distribution>',
      `p(s0): ${shape.start.unwrap().options.join(' or ')}`,
      'configured',
    )
    .option('--seed <number>', 'decides every draw', parseNumber, 0)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(runEvaluations)
}

async function runEvaluations(runIds: number[], flags: EvaluateFlags): Promise<void> {
  const { episodes, seed, actions, start, json } = flags
  const evaluations: Evaluation[] = await withExistingDatabase(flags, async (backend) => {
    const found = []
    for (const runId of runIds) {
      found.push(await call(backend, 'runs.evaluate', { runId, episodes, seed, actions, start }))
    }
    return found
  })
  if (json) printJson({ evaluations })
  else print(table(evaluations))
  const without = evaluations.filter(({ meanReturn }) => meanReturn === null)
  for (const { runId } of without) {
    say(`Run ${runId}: the returns of its policy are not finite and have no score.`)
  }
  if (without.length > 0 && without.length === evaluations.length) process.exitCode = 1
}

const table = (evaluations: readonly Evaluation[]): string =>
  textTable(
    ['run', 'episodes', 'mean return', 'standard error', 'goal reached'],
    evaluations.map(({ runId, episodes, meanReturn, standardError, successRate }) => [
      runId,
      episodes,
      meanReturn,
      standardError,
      successRate === null ? null : `${(100 * successRate).toFixed(1)} %`,
    ]),
  )
