import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { ApiError } from '#shared/errors.ts'
import { addBenchmark } from './commands/benchmark.ts'
import { addCompare } from './commands/compare.ts'
import { addDoctor } from './commands/doctor.ts'
import { addEnvironmentStep } from './commands/environment-step.ts'
import { addEnvironments } from './commands/environments.ts'
import { addEvaluate } from './commands/evaluate.ts'
import { addExperiments } from './commands/experiments.ts'
import { addExport } from './commands/export.ts'
import { addFigure } from './commands/figure.ts'
import { addFormats } from './commands/formats.ts'
import { addGradientCheck } from './commands/gradient-check.ts'
import { addPresets } from './commands/presets.ts'
import { addRuns } from './commands/runs.ts'
import { addServe } from './commands/serve.ts'
import { addSweep } from './commands/sweep.ts'
import { addTrain } from './commands/train.ts'
import { addVerify } from './commands/verify.ts'
import { outliveReaders, say } from './output.ts'

const FAILED = 1
const WRONG_USAGE = 2

const packageJson = new URL('../../package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }

/** One sentence on what went wrong, and the exit code that says whose fault it is. */
function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof CommanderError) {
    const sentence =
      error.code === 'commander.help'
        ? 'Name a command; --help lists them.'
        : error.message.replace(/^error: /, '').replaceAll('\n', ' ')
    return { sentence, exitCode: WRONG_USAGE }
  }
  if (error instanceof ApiError) {
    const exitCode = error.code === 'invalid-params' ? WRONG_USAGE : FAILED
    return { sentence: error.message, exitCode }
  }
  const detail = error instanceof Error ? error.message : String(error)
  return {
    sentence: `Something went wrong inside the workbench: ${detail.split('\n')[0]}`,
    exitCode: FAILED,
  }
}

function end(error: unknown): void {
  if (error instanceof CommanderError && error.exitCode === 0) return
  const { sentence, exitCode } = explain(error)
  say(sentence)
  process.exitCode = exitCode
}

outliveReaders()
process.on('uncaughtException', (error) => {
  end(error)
  process.exit()
})

const program = new Command('cli')
  .description('Reinforce Workbench: train, keep, compare and export policy-gradient runs')
  .version(version)
  .exitOverride()
  .configureOutput({ writeErr: () => undefined, outputError: () => undefined })

addTrain(program)
addSweep(program)
addRuns(program)
addExperiments(program)
addEvaluate(program)
addCompare(program)
addBenchmark(program)
addExport(program)
addFigure(program)
addGradientCheck(program)
addEnvironmentStep(program)
addPresets(program)
addEnvironments(program)
addFormats(program)
addVerify(program)
addServe(program)
addDoctor(program)

try {
  await program.parseAsync()
} catch (error) {
  end(error)
}
