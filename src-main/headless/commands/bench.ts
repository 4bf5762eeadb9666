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

const ENVIRONMENT_STEPS = 300_000

export function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure training speed through worker, database and publishing')
    .addOption(jsonFlag())
    .action(async ({ json }: { json?: boolean }) => {
      const folder = mkdtempSync(join(tmpdir(), 'workbench-bench-'))
      try {
        const result = await measure(join(folder, 'bench.sqlite'))
        if (json) printJson(result)
        else {
          print(`${showNumber(result.stepsPerSecond)} CartPole-v1 environment steps per second`)
          print(`${result.engine}, one worker, two hidden layers of 64, stored and published`)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

/** Speed from the start of the run to its end as a client sees it, storing and publishing included. */
async function measure(database: string) {
  const config = parseRunConfig({
    ...presets['cartpole-reinforce']!.config,
    budget: { environmentSteps: ENVIRONMENT_STEPS, stopWhenSolved: false },
  })
  return withBackend({ database, workers: 1 }, async (backend) => {
    const [run] = await trainRuns(backend, [config])
    const { environmentSteps } = run!.progress
    const wallTimeMs = Date.parse(run!.finishedAt!) - Date.parse(run!.startedAt!)
    return {
      engine: run!.engine,
      environmentSteps,
      wallTimeMs,
      stepsPerSecond: Math.round((1000 * environmentSteps) / wallTimeMs),
    }
  })
}
