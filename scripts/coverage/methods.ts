import type { Rng } from '#core/rng.ts'
import { bootstrapOne, resampleIndices } from '#core/statistics/bootstrap.ts'
import type { Interval } from '#core/statistics/bootstrap.ts'
import { interquartileMeanInterval, meanInterval } from '#core/statistics/location-intervals.ts'
import { interquartileMean, mean, quantile, standardDeviation } from '#core/statistics/location.ts'
import type { Statistic } from '#core/statistics/location.ts'
import { normalCdf } from '#core/statistics/special-functions.ts'
import { criticalT } from '#core/statistics/student-t.ts'
import { normalQuantile } from './populations.ts'

/* Methods for a 95 % interval of one group: the default, rliable's, and those that were tried. */

export const RESAMPLES = 1000
export type Method = (scores: readonly number[], rng: Rng) => Interval | null

const percentile =
  (statistic: Statistic): Method =>
  (scores, rng) =>
    bootstrapOne(scores, statistic, { rng, resamples: RESAMPLES })

/** The statistic of every resample, sorted. */
function resampled(scores: readonly number[], statistic: Statistic, rng: Rng): Float64Array {
  const n = scores.length
  const indices = resampleIndices(n, RESAMPLES, rng)
  const found = new Float64Array(indices.length / n)
  const drawn = new Float64Array(n)
  for (let r = 0; r < found.length; r++) {
    for (let i = 0; i < n; i++) drawn[i] = scores[indices[r * n + i]!]!
    found[r] = statistic(drawn)
  }
  return found.sort()
}

const student: Method = (scores) => {
  const reach =
    (criticalT(0.05, scores.length - 1) * standardDeviation(scores)!) / Math.sqrt(scores.length)
  return { lower: mean(scores) - reach, upper: mean(scores) + reach }
}

/** Johnson's t (1978), moved by the third central moment. */
const johnson: Method = (scores, rng) => {
  const n = scores.length
  const center = mean(scores)
  const third =
    (scores.reduce((sum, score) => sum + (score - center) ** 3, 0) * n) / (n - 1) / (n - 2)
  const shift = third / (6 * n * standardDeviation(scores)! ** 2)
  const { lower, upper } = student(scores, rng)!
  return { lower: lower + shift, upper: upper + shift }
}

/** The studentised bootstrap (Efron 1979). */
const bootstrapT: Method = (scores, rng) => {
  const center = mean(scores)
  const error = standardDeviation(scores)!
  const studentised: Statistic = (drawn) =>
    drawn.length === 0 ? 0 : ratio(mean(drawn) - center, standardDeviation(drawn)!)
  const t = resampled(scores, studentised, rng)
  const at = (share: number) => t[Math.min(t.length - 1, Math.ceil(share * t.length) - 1)]!
  return { lower: center - at(0.975) * error, upper: center - at(0.025) * error }
}
const ratio = (a: number, b: number) => (a === 0 ? 0 : a / b)

/** Percentile intervals, widened as t exceeds the normal distribution (Hesterberg 2015). */
const expanded =
  (statistic: Statistic, freedomOf: (n: number) => number): Method =>
  (scores, rng) => {
    const freedom = freedomOf(scores.length)
    const outside = normalCdf(-Math.sqrt((freedom + 1) / freedom) * criticalT(0.05, freedom))
    const sorted = resampled(scores, statistic, rng)
    return { lower: quantile(sorted, outside), upper: quantile(sorted, 1 - outside) }
  }

/** The bias-corrected and accelerated bootstrap (Efron 1987). */
const biasCorrected: Method = (scores, rng) => {
  const center = mean(scores)
  const sorted = resampled(scores, mean, rng)
  const below = sorted.reduce((sum, m) => sum + (m < center ? 1 : m === center ? 0.5 : 0), 0)
  const z0 = normalQuantile(Math.min(0.999, Math.max(0.001, below / sorted.length)))
  const [squares, cubes] = [2, 3].map((k) =>
    scores.reduce((sum, score) => sum + (score - center) ** k, 0),
  ) as [number, number]
  const acceleration = cubes / (6 * squares ** 1.5)
  const share = (z: number) => normalCdf(z0 + (z0 + z) / (1 - acceleration * (z0 + z)))
  return { lower: quantile(sorted, share(-1.96)), upper: quantile(sorted, share(1.96)) }
}

export const meanMethods: Readonly<Record<string, Method>> = {
  'small-sample': (scores) => meanInterval(scores),
  rliable: percentile(mean),
  'Student’s t': student,
  'Johnson’s t': johnson,
  'BCa bootstrap': biasCorrected,
  'expanded percentile': expanded(mean, (n) => n - 1),
  'bootstrap-t': bootstrapT,
}

export const iqmMethods: Readonly<Record<string, Method>> = {
  'small-sample': (scores, rng) =>
    interquartileMeanInterval(
      scores,
      bootstrapOne(scores, interquartileMean, { rng, resamples: RESAMPLES }),
    ),
  rliable: percentile(interquartileMean),
  'Tukey–McLaughlin’s t': (scores) =>
    interquartileMeanInterval(scores, { lower: Infinity, upper: -Infinity }),
  'expanded percentile': expanded(interquartileMean, (n) => n - 2 * Math.floor(n / 4) - 1),
}
