import type { Curve } from '#shared/curve.ts'
import type { HorizontalAxis, Metric } from '#shared/metrics.ts'
import { bucketSize, type BucketReader } from './bucket-reader.ts'
import type { NonFiniteRows } from './non-finite-rows.ts'
import { firstBeyond } from './first-beyond.ts'
import { sourceOf } from './row-sources.ts'
import type { UpdatePositions } from './update-positions.ts'

export interface CurveRequest {
  readonly runId: number
  readonly metric: Metric
  readonly x: HorizontalAxis
  readonly maxPoints: number
  /** The part of the axis that is looked at; buckets that reach into it come whole. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /**
   * So many rows before the part come too, for a mean over the last rows, and then the one after it:
   * a line between points reaches both of its edges.
   */
  readonly before?: number | undefined
}

export const createCurveStore =
  (reader: BucketReader, updates: UpdatePositions, nonFiniteRows: NonFiniteRows) =>
  (request: CurveRequest): Curve => {
    const { runId, metric, x, maxPoints, from = -Infinity, to = Infinity, before = 0 } = request
    const isPlacedByUpdate = x === 'updates' && sourceOf(metric).source.table === 'episodes'
    const { rows, summarized } = reader.state(runId, metric)
    const at = (row: number) => {
      const position = reader.position(runId, metric, x, row)
      return isPlacedByUpdate && position < Infinity ? updates.of(runId, [position])[0]! : position
    }
    const placed = (places: number[]) => (isPlacedByUpdate ? updates.of(runId, places) : places)
    const inside = from === -Infinity ? 0 : firstBeyond(0, rows, (row) => at(row) >= from)
    const beyond = to === Infinity ? rows : firstBeyond(0, rows, (row) => at(row) > to)
    const first = Math.max(0, inside - before)
    const end = before > 0 ? Math.min(rows, beyond + 1) : beyond
    const size = bucketSize(first, end, maxPoints)
    const span = {
      runId,
      size,
      from: first - (first % size),
      to: end <= first ? first : Math.min(rows, Math.ceil(end / size) * size),
    }
    const found = end <= first ? [] : reader.read(metric, x, summarized, span)
    const places = found.map((bucket) => bucket[1])
    const known = found.reduce((sum, bucket) => sum + bucket[5], 0)
    // If all rows have a finite value, as usual, there is nothing else to look for.
    const others = known < span.to - span.from ? nonFiniteRows(metric, x, span) : undefined
    return {
      x: placed(places),
      mean: found.map((bucket) => (bucket[2] ?? NaN) / bucket[5]),
      minimum: found.map((bucket) => bucket[3]),
      maximum: found.map((bucket) => bucket[4]),
      count: found.map((bucket) => bucket[5]),
      ...(others && others.x !== null && { nonFinite: { ...others, x: placed([others.x])[0]! } }),
    }
  }
