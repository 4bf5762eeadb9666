import { estimateCost } from './cost.ts'
import type { RunConfig } from './run-config.ts'
import type { Rate } from './time-estimate.ts'

/** What a sweep will take at most, before it starts. */
export interface SweepEstimate {
  readonly runs: number
  /** Environment steps of all runs until their budgets are used up. */
  readonly mostSteps: number
  /** How many steps beyond the budget the last batch of a run may take, for the run with the most. */
  readonly mostOverrun: number
  /** Memory of the most demanding run. */
  readonly mostBytes: number
  readonly smallestParameters: number
  readonly mostParameters: number
  /** Milliseconds of training, all runs one after another. */
  readonly workMs: number
  /** Milliseconds until the last run has ended, so many at a time. */
  readonly longestMs: number
  /** Whether a run like each of them was measured on this machine. */
  readonly isMeasured: boolean
}

/** Adds up what the runs of all cells and seeds take; `rateOf` says how fast a configuration trains. */
export function estimateSweep(
  configs: readonly RunConfig[],
  seeds: number,
  workers: number,
  rateOf: (config: RunConfig) => Rate,
): SweepEstimate {
  const rates = new Map<string, Rate>()
  const cells = configs.map((config) => {
    const key = JSON.stringify([
      config.environment.id,
      config.policy,
      config.engine,
      config.optimizer.kind,
    ])
    const rate = rates.get(key) ?? rateOf(config)
    rates.set(key, rate)
    const { mostSteps, overrunSteps, bytes, parameters } = estimateCost(config)
    return {
      mostSteps,
      overrunSteps,
      bytes,
      parameters,
      ms: (1000 * mostSteps) / rate.stepsPerSecond,
    }
  })
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0)
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const parameters = cells.map((cell) => cell.parameters)
  return {
    runs: cells.length * seeds,
    mostSteps: seeds * total(cells.map(({ mostSteps }) => mostSteps)),
    mostOverrun: most(cells.map(({ overrunSteps }) => overrunSteps)),
    mostBytes: most(cells.map(({ bytes }) => bytes)),
    smallestParameters: parameters.reduce((a, b) => Math.min(a, b), parameters[0] ?? 0),
    mostParameters: most(parameters),
    workMs: seeds * total(cells.map(({ ms }) => ms)),
    longestMs: lastEnd(
      cells.map(({ ms }) => ms),
      seeds,
      workers,
    ),
    isMeasured: [...rates.values()].every(({ measuredRuns }) => measuredRuns > 0),
  }
}

/** When the last of the runs ends, where each begins as soon as a worker is free. */
function lastEnd(durations: readonly number[], seeds: number, workers: number): number {
  const free = new Array<number>(workers).fill(0)
  for (let seed = 0; seed < seeds; seed++) {
    for (const duration of durations) {
      let first = 0
      for (let i = 1; i < workers; i++) if (free[i]! < free[first]!) first = i
      free[first]! += duration
    }
  }
  return Math.max(...free)
}
