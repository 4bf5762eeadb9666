import { bootstrapOne } from '#core/statistics/bootstrap.ts'
import {
  interquartileMeanInterval,
  meanInterval,
  MIN_SCORES,
} from '#core/statistics/location-intervals.ts'
import { interquartileMean, mean, median, standardDeviation } from '#core/statistics/location.ts'
import type { Interval, IntervalMethod, ScoreSummary } from '#shared/comparison.ts'
import { keyedRng } from './canonical-runs.ts'

interface Options {
  /** Names what is resampled, so that the same runs get the same draws. */
  readonly key: string
  readonly intervals: IntervalMethod
  readonly resamples: number
  /** A number that no score, and so no mean of scores, can exceed; null if there is none. */
  readonly limit?: number | null
}

/** Summarizes the scores of a group, in the same way on every page; null without scores. */
export function summarizeScores(
  scores: readonly number[],
  { key, intervals, resamples, limit = null }: Options,
): ScoreSummary | null {
  if (scores.length === 0) return null
  const percentile = (statistic: typeof mean, purpose: string) =>
    bootstrapOne(scores, statistic, { rng: keyedRng(purpose, key), resamples })
  return {
    mean: mean(scores),
    standardDeviation: standardDeviation(scores),
    median: median(scores),
    interquartileMean: interquartileMean(scores),
    ...intervalsOf(),
  }

  function within(interval: Interval | null): Interval | null {
    return interval && limit !== null
      ? { ...interval, upper: Math.min(limit, interval.upper) }
      : interval
  }

  function intervalsOf(): Pick<ScoreSummary, 'meanInterval' | 'interquartileMeanInterval'> {
    if (scores.length < MIN_SCORES) return { meanInterval: null, interquartileMeanInterval: null }
    const ofIqm = percentile(interquartileMean, 'interquartile mean')
    return intervals === 'rliable'
      ? {
          meanInterval: percentile(mean, 'mean'),
          interquartileMeanInterval: ofIqm,
        }
      : {
          meanInterval: within(meanInterval(scores)),
          interquartileMeanInterval: within(interquartileMeanInterval(scores, ofIqm)),
        }
  }
}
