import type { Update } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { hasSpread } from '#shared/sample.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Steps } from '../batch.ts'
import { mean, rewardsToGo, type StateValues } from './returns.ts'

/** How V, before it learned from a batch, fits what the batch earned. */
export function valueFit(
  batch: Steps,
  { gamma }: Pick<RunConfig['estimator'], 'gamma'>,
  { rows, tails }: StateValues,
  targets: Float64Array,
): Pick<Update, 'explainedVariance' | 'valueLoss'> {
  const returns = rewardsToGo(batch, gamma, new Float64Array(batch.steps), tails)
  const left = variance(returns.map((value, row) => value - rows[row]!))
  return {
    explainedVariance: hasSpread(returns) ? 1 - left / variance(returns) : null,
    valueLoss: mean(rows.map((value, row) => squareOf(value - targets[row]!))),
  }
}

function variance(values: Float64Array): number {
  const centre = mean(values)
  return mean(values.map((value) => squareOf(value - centre)))
}
