import type { Curve } from '#shared/curve.ts'
import { metrics, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import { mergeBuckets, type Bucket } from './curve-buckets.ts'
import type { Db } from './database.ts'
import { axisColumns, isFinite, sourceOf } from './row-sources.ts'
import { BLOCK_SIZES, type SummaryStore } from './summaries.ts'

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

/** A run stored before there were summaries is read row by row up to this many; a longer one gets them. */
const READ_UNSUMMARIZED = 16 * BLOCK_SIZES[1]

type Span = { runId: number; from: number; to: number; size: number }

/** Reads buckets of `size` rows: from rows, and from blocks of each size. `from` and `to` count rows. */
function prepareBuckets(db: Db, metric: Metric, x: HorizontalAxis) {
  const { source, column } = sourceOf(metric)
  const { table, index } = source
  const axis = x === 'episodes' ? source.episodes : axisColumns[x]
  const ofRows = db
    .prepare<Span>(
      `SELECT ${index} / cast(@size AS INTEGER), max(${axis}), total(${column}), min(${column}), max(${column}), count(*)
       FROM ${table}
       WHERE run_id = @runId AND ${index} >= @from AND ${index} < @to AND ${isFinite(column)}
       GROUP BY 1 ORDER BY 1`,
    )
    .raw()
  const ofBlocks = BLOCK_SIZES.map((block) =>
    db
      .prepare<Span>(
        `SELECT block / (cast(@size AS INTEGER) / ${block}), max(${axisColumns[x]}), total(total), min(minimum),
                max(maximum), sum(count)
         FROM summaries
         WHERE run_id = @runId AND metric = '${column}' AND size = ${block}
           AND block >= @from / ${block} AND block < @to / ${block}
         GROUP BY 1 ORDER BY 1`,
      )
      .raw(),
  )
  /** Where a row lies on the axis. */
  const position = db
    .prepare<[number, number], number>(
      `SELECT ${axis} FROM ${table} WHERE run_id = ? AND ${index} >= ? ORDER BY ${index} LIMIT 1`,
    )
    .pluck()
  return { ofRows, ofBlocks, position }
}

type Buckets = ReturnType<typeof prepareBuckets>

/** The first of `count` ascending rows for which `isBeyond` holds; `count`: none. */
function firstBeyond(count: number, isBeyond: (row: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBeyond(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Rows per bucket: a power of two, so that the buckets of a growing run keep their boundaries until
 * two of them become one.
 */
function bucketSize(first: number, end: number, maxPoints: number): number {
  let size = 1
  while (Math.ceil(end / size) - Math.floor(first / size) > maxPoints) size *= 2
  return size
}

/** The rows `from` … `to` − 1 in buckets: from the largest blocks that fit, the rest from smaller ones and rows. */
function readBuckets({ ofRows, ofBlocks }: Buckets, summarized: number, span: Span): Bucket[] {
  const parts: Bucket[] = []
  let { from } = span
  for (const [level, block] of [...BLOCK_SIZES.entries()].reverse()) {
    if (span.size < block) continue
    const to = Math.min(span.to, summarized - (summarized % block))
    if (to <= from) continue
    parts.push(...(ofBlocks[level]!.all({ ...span, from, to }) as Bucket[]))
    from = to - (to % block)
  }
  if (from < span.to) parts.push(...(ofRows.all({ ...span, from }) as Bucket[]))
  return mergeBuckets(parts)
}

export function createCurveStore(db: Db, summaries: SummaryStore) {
  const prepared = new Map(
    metrics.map((metric) => [
      metric,
      {
        episodes: prepareBuckets(db, metric, 'episodes'),
        environmentSteps: prepareBuckets(db, metric, 'environmentSteps'),
        wallTimeMs: prepareBuckets(db, metric, 'wallTimeMs'),
      },
    ]),
  )
  const summarize = db.transaction(summaries.extend)

  function stateOf({ runId, metric }: CurveRequest) {
    const { table } = sourceOf(metric).source
    const state = summaries.state(runId, table)
    if (state.rows - state.summarized <= READ_UNSUMMARIZED) return state
    summarize.immediate(runId)
    return summaries.state(runId, table)
  }

  return (request: CurveRequest): Curve => {
    const { runId, metric, x, maxPoints, from = -Infinity, to = Infinity, before = 0 } = request
    const { rows, summarized } = stateOf(request)
    const buckets = prepared.get(metric)![x]
    const at = (row: number) => buckets.position.get(runId, row) ?? Infinity
    const inside = from === -Infinity ? 0 : firstBeyond(rows, (row) => at(row) >= from)
    const beyond = to === Infinity ? rows : firstBeyond(rows, (row) => at(row) > to)
    const first = Math.max(0, inside - before)
    const end = before > 0 ? Math.min(rows, beyond + 1) : beyond
    const size = bucketSize(first, end, maxPoints)
    const span = {
      runId,
      size,
      from: first - (first % size),
      to: end <= first ? first : Math.min(rows, Math.ceil(end / size) * size),
    }
    const found = end <= first ? [] : readBuckets(buckets, summarized, span)
    return {
      x: found.map((bucket) => bucket[1]),
      mean: found.map((bucket) => (bucket[2] ?? NaN) / bucket[5]),
      minimum: found.map((bucket) => bucket[3]),
      maximum: found.map((bucket) => bucket[4]),
      count: found.map((bucket) => bucket[5]),
    }
  }
}
