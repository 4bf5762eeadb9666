import type { Curve } from '#shared/curve.ts'
import type { EnvironmentDescription } from '#shared/environments.ts'
import type { UpdateMetric } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'

/** What rules judge by: curves over updates whose buckets hold few or many of them. */
export interface Evidence {
  readonly run: Pick<Run, 'status' | 'reason' | 'progress'>
  readonly config: RunConfig
  readonly description: EnvironmentDescription
  /** Of a number of the updates, in at most some hundred buckets. */
  curve(metric: UpdateMetric): Curve
  /** Means of the episodes' returns in about 60 buckets of equally many, over episodes. */
  returns(): Curve
}

/** Where something is wrong, and what to say of it. */
export interface Finding {
  readonly sentence: string
  /** Updates up to where it was first so; null: not known. */
  readonly firstUpdate: number | null
  readonly isNow: boolean
}

/** Null: all is well, or too little is known. */
export type AlertRule = (evidence: Evidence) => Finding | null

/** A stretch of neighbouring updates. */
export interface Stretch {
  /** Updates up to its first bucket's end. */
  readonly firstUpdate: number
  readonly updates: number
  /** Whether it reaches the last bucket. */
  readonly isNow: boolean
}

/** The first stretch of buckets, together of at least so many updates, of which all satisfy a condition. */
export function firstStretch(
  curve: Curve,
  condition: (bucket: number) => boolean,
  leastUpdates: number,
): Stretch | null {
  let [from, updates] = [0, 0]
  let found: Stretch | null = null
  for (let bucket = 0; bucket < curve.x.length; bucket++) {
    if (!condition(bucket)) {
      if (found) return { ...found, isNow: lastStretch(curve, condition) >= leastUpdates }
      updates = 0
      continue
    }
    if (updates === 0) from = bucket
    updates += curve.count[bucket]!
    if (updates >= leastUpdates) {
      // Of a bucket of many updates the first that is so is not known: its end is.
      found = { firstUpdate: curve.x[from]!, updates, isNow: true }
    }
  }
  return found
}

/** Updates of the stretch at the end. */
function lastStretch(curve: Curve, condition: (bucket: number) => boolean): number {
  let updates = 0
  for (let bucket = curve.x.length - 1; bucket >= 0 && condition(bucket); bucket--) {
    updates += curve.count[bucket]!
  }
  return updates
}

/** The value of another curve over the same updates at a place; null: it has none there. */
export function valueAt({ x, mean }: Curve, place: number): number | null {
  const bucket = x.findIndex((end) => end >= place)
  return bucket < 0 ? null : mean[bucket]!
}

/** Whether the environment counts as solved where a batch had this mean return; null: no such rule. */
export function isUnsolvedAt({
  description,
  curve,
}: Evidence): ((place: number) => boolean) | null {
  const { solvedReturn } = description
  if (solvedReturn === null) return null
  const returns = curve('meanReturn')
  return (place) => (valueAt(returns, place) ?? -Infinity) < solvedReturn
}

/** All updates the run will have, as far as its budget tells by now. */
export function expectedUpdates({ config: { budget }, run: { progress } }: Evidence): number {
  const { updates, episodes, environmentSteps } = progress
  if ('updates' in budget) return budget.updates
  const used =
    'episodes' in budget ? episodes / budget.episodes : environmentSteps / budget.environmentSteps
  return used > 0 ? updates / Math.min(1, used) : Infinity
}
