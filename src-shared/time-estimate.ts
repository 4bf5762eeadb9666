import { estimateCost } from '#shared/cost.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { stepsPerSecond, type Run } from '#shared/run.ts'

/** Shorter runs mostly measure their own start. */
const FEWEST_STEPS = 5000
const MOST_RUNS = 5
/** A guess before anything was measured: time per step beside the arithmetic, and its speed. */
const ROUGH_SECONDS_PER_STEP = 10e-6
const ROUGH_OPERATIONS_PER_SECOND = 1.5e9

/** How fast a configuration will probably train, and how that is known. */
export interface Rate {
  readonly stepsPerSecond: number
  /** Past runs of this machine it is the median of; 0: a rough guess from the count of operations. */
  readonly measuredRuns: number
}

/** The median speed of the newest runs with the same environment and policy, else a guess. */
export function expectedRate(config: RunConfig, runs: readonly Run[]): Rate {
  const policy = JSON.stringify(config.policy)
  const speeds = runs
    .filter(
      (run) =>
        run.config.environment.id === config.environment.id &&
        run.config.engine === config.engine &&
        run.progress.environmentSteps >= FEWEST_STEPS &&
        JSON.stringify(run.config.policy) === policy,
    )
    .slice(0, MOST_RUNS)
    .map(({ progress }) => stepsPerSecond(progress))
    .filter((speed) => speed !== null)
    .sort((a, b) => a - b)
  if (speeds.length > 0) {
    return {
      stepsPerSecond: speeds[Math.floor(speeds.length / 2)]!,
      measuredRuns: speeds.length,
    }
  }
  const { operationsPerStep } = estimateCost(config)
  const secondsPerStep = ROUGH_SECONDS_PER_STEP + operationsPerStep / ROUGH_OPERATIONS_PER_SECOND
  return { stepsPerSecond: 1 / secondsPerStep, measuredRuns: 0 }
}

/** Milliseconds until `runs` equal runs have used up their budget, `workers` at a time. */
export const longestMs = (steps: number, { stepsPerSecond }: Rate, runs: number, workers: number) =>
  Math.ceil(runs / workers) * (steps / stepsPerSecond) * 1000
