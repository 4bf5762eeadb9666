import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { jsonFlag } from '../flags.ts'
import { print, printJson, showNumber } from '../output.ts'
import { trainRuns } from '../train-runs.ts'
import { withBackend } from '../with-backend.ts'

const ENVIRONMENT_STEPS = 150_000
const REPETITIONS = 5

export function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure training speed through worker, database and publishing')
    .addOption(jsonFlag())
    .action(async ({ json }: { json?: boolean }) => {
      const folder = mkdtempSync(join(tmpdir(), 'workbench-bench-'))
      try {
        const result = await measure(join(folder, 'bench.sqlite'))
        if (json) return printJson(result)
        const { median, minimum, maximum } = result.stepsPerSecond
        print(
          `CartPole-v1, ${result.engine}, one worker, two hidden layers of 64, stored and published`,
        )
        print(`environment steps per second: median ${showNumber(median)}`)
        print(`of ${REPETITIONS} runs, from ${showNumber(minimum)} to ${showNumber(maximum)}`)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

/** Speed from the start of a run to its end as a client sees it: storing and publishing included. */
async function measure(database: string) {
  const { config } = presets['cartpole-reinforce']!
  const budget = { environmentSteps: ENVIRONMENT_STEPS, stopWhenSolved: false }
  const seeds = Array.from({ length: REPETITIONS }, (_, i) => i + 1)
  return withBackend({ database, workers: 1 }, async (backend) => {
    const runs = await trainRuns(
      backend,
      seeds.map((seed) => parseRunConfig({ ...config, budget, seed })),
    )
    const speeds = runs
      .map(({ progress, startedAt, finishedAt }) => {
        const wallTimeMs = Date.parse(finishedAt!) - Date.parse(startedAt!)
        return Math.round((1000 * progress.environmentSteps) / wallTimeMs)
      })
      .sort((a, b) => a - b)
    return {
      engine: runs[0]!.engine,
      environmentStepsPerRun: ENVIRONMENT_STEPS,
      stepsPerSecond: {
        median: speeds[Math.floor(speeds.length / 2)]!,
        minimum: speeds[0]!,
        maximum: speeds.at(-1)!,
      },
    }
  })
}
