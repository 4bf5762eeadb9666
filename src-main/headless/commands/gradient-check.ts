import type { Command } from 'commander'
import { isWithinLimit, type GradientCheck } from '#shared/gradient-check.ts'
import { jsonFlag, parseNumber } from '../flags.ts'
import { parseIntegerList } from '../integer-list.ts'
import { print, printJson, say, showNumber, textTable } from '../output.ts'
import { parseJson } from '../parse-json.ts'
import { createProgressDisplay, shareLine } from '../progress.ts'
import { onStopSignal } from '../stop-signals.ts'
import { configurationFlags, trainConfigurations } from '../train-configurations.ts'
import type { ConfigurationFlags } from '../train-configurations.ts'

interface CheckFlags extends Omit<ConfigurationFlags, 'seeds'> {
  readonly parameters?: string
  readonly trajectories: number
  readonly batchSizes: string
  readonly seed: number
  readonly json?: boolean
}

export function addGradientCheck(program: Command): void {
  configurationFlags(
    program
      .command('gradient-check')
      .description('exact J and ∇J of an enumerable environment beside what every estimator gives'),
  )
    .option(
      '--parameters <json>',
      'θ as a list, such as [0,0,0,1.2]; default: what a run begins with',
    )
    .option('--trajectories <n>', 'trajectories played for each K', parseNumber, 20_000)
    .option('--batch-sizes <list>', 'trajectories per estimate, K: 1,5,20 or 1..4', '1,5,20')
    .option('--seed <n>', 'decides every draw', parseNumber, 1)
    .addOption(jsonFlag())
    .action(check)
}

async function check({ parameters, json, ...flags }: CheckFlags): Promise<void> {
  const [config] = trainConfigurations(flags)
  const request = {
    taskId: 'gradient-check',
    config: config!,
    ...(parameters === undefined
      ? {}
      : {
          point: {
            kind: 'vector' as const,
            parameters: parseJson(parameters, '--parameters') as number[],
          },
        }),
    seed: flags.seed,
    trajectories: flags.trajectories,
    batchSizes: parseIntegerList(flags.batchSizes, '--batch-sizes'),
  }
  const { startGradientCheck } = await import('#main/backend.ts')
  const display = createProgressDisplay(process.stderr, json === true)
  const { result, cancel } = startGradientCheck(request, ({ share, remainingMs }) =>
    display.show([shareLine('gradient check', share, remainingMs)]),
  )
  const removeListener = onStopSignal(cancel)
  const found = await result.finally(() => {
    removeListener()
    display.clear()
  })
  if (json) printJson(found)
  else report(found)
}

function report(found: GradientCheck): void {
  const { J, gradientNorm, optimum, horizon, gamma, sliderOptimum, differenceError } = found
  print(
    `J = ${J.toPrecision(9)}    ‖∇J‖ = ${gradientNorm.toPrecision(9)}    γ = ${gamma}    H = ${horizon}`,
  )
  print(`best of any policy ${optimum.toPrecision(9)}`)
  if (sliderOptimum) {
    print(
      `best of this family ${sliderOptimum.J.toPrecision(9)} at ${sliderOptimum.value.toFixed(6)}`,
    )
  }
  if (differenceError !== null) {
    print(`∇J agrees with central differences of J to ${differenceError.toExponential(1)}`)
  }
  print('')
  print(
    textTable(
      ['estimator', 'K', 'trace', 'noise/signal', 'K wanted', 'cosine', 'max |z|', 'verdict'],
      found.estimates.map((estimate) => [
        estimate.estimator,
        estimate.K,
        estimate.traceCovariance,
        estimate.noiseToSignal,
        estimate.suggestedK,
        estimate.cosine,
        estimate.maxAbsZ,
        verdict(estimate, found),
      ]),
    ),
  )
  print('')
  for (const { estimator, K, reason } of found.skipped) print(`${estimator}, K = ${K}: ${reason}`)
  print(
    `An unbiased estimator keeps max |z| under ${showNumber(found.bonferroniLimit)}, but with probability ${found.significance} in all.`,
  )
  const failed = found.estimates.filter(({ bias }) => bias === null).filter(isOutside(found))
  if (failed.length > 0) {
    say(`${failed.map(({ estimator, K }) => `${estimator} (K = ${K})`).join(', ')}: not ∇J`)
    process.exitCode = 1
  }
}

const isOutside = (check: GradientCheck) => (estimate: GradientCheck['estimates'][number]) =>
  !isWithinLimit(estimate, check)

function verdict(estimate: GradientCheck['estimates'][number], check: GradientCheck): string {
  if (estimate.bias !== null) return `biased: ${estimate.bias}`
  if (estimate.judgedComponents === 0) return 'not judged: too few events'
  return isWithinLimit(estimate, check) ? 'agrees' : 'DISAGREES'
}
