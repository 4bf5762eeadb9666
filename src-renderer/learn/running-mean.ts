import { mean, standardDeviation } from '#shared/sample.ts'
import type { FunctionPoint } from '#renderer/charts/function-chart.ts'

/** The mean of K values and its standard error s/√K; null for one value, which has none. */
export function meanWithError(values: readonly number[]): { mean: number; error: number | null } {
  const deviation = standardDeviation(values)
  return {
    mean: mean(values),
    error: deviation === null ? null : deviation / Math.sqrt(values.length),
  }
}

/** The mean of the first K values over K, and one standard error below and above it. */
export function runningMean(values: readonly number[]): {
  readonly mean: readonly FunctionPoint[]
  readonly lower: readonly FunctionPoint[]
  readonly upper: readonly FunctionPoint[]
} {
  const found = values.map((_, i) => ({ x: i + 1, ...meanWithError(values.slice(0, i + 1)) }))
  const withError = found.filter(({ error }) => error !== null)
  return {
    mean: found.map(({ x, mean }) => ({ x, y: mean })),
    lower: withError.map(({ x, mean, error }) => ({ x, y: mean - error! })),
    upper: withError.map(({ x, mean, error }) => ({ x, y: mean + error! })),
  }
}
