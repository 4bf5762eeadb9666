import { layerSizes } from './cost.ts'
import { describeEnvironment } from './environments.ts'
import type { RunConfig } from './run-config.ts'
import { atan } from './math/arctangent.ts'
import { wholePower } from './math/power.ts'
import { cos, sin } from './math/sine.ts'
import { squareOf } from './math/square.ts'

/** How often the score gauge of a run exceeded its limit, in the last updates that have one. */
export interface GaugeReport {
  readonly updates: number
  readonly exceeding: number
  /** Largest gauge of these updates; null: none has one. */
  readonly largest: number | null
}

/** Numbers whose mean score the gauge looks at: outputs of the policy, and log σ where it is learned. */
export function gaugeComponents(config: RunConfig): number {
  const { policy } = config
  const isLearned =
    describeEnvironment(config.environment).actionSpace.kind === 'continuous' &&
    policy.kind !== 'softmax-linear' &&
    policy.sigma === 'learned'
  return layerSizes(config).at(-1)! * (isLearned ? 2 : 1)
}

/** Trajectories of an update's batch, or fewer: those of fixed steps are not kept. */
export function fewestTrajectories({ batch }: RunConfig, finishedEpisodes: number): number {
  return 'episodes' in batch ? batch.episodes : Math.max(2, batch.environments, finishedEpisodes)
}

/** Of this share of updates a score gauge exceeds its limit by chance. */
export const GAUGE_LEVEL = 0.01

/**
 * What |z| of one of `components` scores exceeds by chance in no more than `GAUGE_LEVEL` of the updates:
 * the quantile of Student's t with K − 1 degrees of freedom at 1 − level/2/components (Bonferroni).
 */
export const scoreGaugeLimit = (components: number, trajectories: number): number =>
  studentQuantile(1 - GAUGE_LEVEL / 2 / components, trajectories - 1)

/** Where the distribution function of Student's t, for whole degrees of freedom, reaches `probability` > ½. */
export function studentQuantile(probability: number, degrees: number): number {
  let [low, high] = [0, 1]
  while (studentWithin(high, degrees) < 2 * probability - 1) high *= 2
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (studentWithin(middle, degrees) < 2 * probability - 1) low = middle
    else high = middle
  }
  return high
}

/** P(|T| ≤ t): Abramowitz & Stegun, 26.7.3 and 26.7.4. */
function studentWithin(t: number, degrees: number): number {
  const angle = atan(t / Math.sqrt(degrees))
  const square = squareOf(cos(angle))
  const isOdd = degrees % 2 === 1
  let term = isOdd ? cos(angle) : 1
  let sum = degrees === 1 ? 0 : term
  for (let i = isOdd ? 3 : 2; i < degrees; i += 2) {
    term *= (square * (i - 1)) / i
    sum += term
  }
  const sine = sin(angle)
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

/**
 * How many of `updates` may exceed the limit before it is more than chance: the smallest number that so
 * many or fewer, at `GAUGE_LEVEL` each, have a probability of 99.9 % of.
 */
export function exceedancesByChance(updates: number): number {
  let probability = wholePower(1 - GAUGE_LEVEL, updates)
  let sum = probability
  let count = 0
  while (sum < 0.999 && count < updates) {
    probability *= ((updates - count) / (count + 1)) * (GAUGE_LEVEL / (1 - GAUGE_LEVEL))
    count += 1
    sum += probability
  }
  return count
}

/** Whether a gauge exceeded its limit no more often than chance lets it. */
export const isWithinChance = ({ updates, exceeding }: GaugeReport): boolean =>
  exceeding <= exceedancesByChance(updates)
