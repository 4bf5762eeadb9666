import { metrics, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import { mergeBuckets, type Bucket } from './curve-buckets.ts'
import type { Db } from './database.ts'
import { blockAxis, isFinite, rowAxis, sourceOf } from './row-sources.ts'
import { BLOCK_SIZES, type SummaryStore } from './summaries.ts'

/** A run stored before there were summaries is read row by row up to this many; a longer one gets them. */
const READ_UNSUMMARIZED = 16 * BLOCK_SIZES[1]

/** The rows `from` … `to` − 1 of a run, `size` to a bucket. */
export interface Span {
  readonly runId: number
  readonly from: number
  readonly to: number
  readonly size: number
}

/** Reads buckets of `size` rows: from rows, and from blocks of each size. */
function prepareBuckets(db: Db, metric: Metric, x: HorizontalAxis) {
  const { source, column } = sourceOf(metric)
  const { table, index } = source
  const axis = rowAxis(source, x)
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
        `SELECT block / (cast(@size AS INTEGER) / ${block}), max(${blockAxis(source, x)}), total(total), min(minimum),
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

/**
 * Rows per bucket: a power of two, so that the buckets of a growing run keep their boundaries until
 * two of them become one.
 */
export function bucketSize(first: number, end: number, maxPoints: number): number {
  let size = 1
  while (Math.ceil(end / size) - Math.floor(first / size) > maxPoints) size *= 2
  return size
}

export type BucketReader = ReturnType<typeof createBucketReader>

/** Reads rows of a metric in buckets, from as few rows as there can be. */
export function createBucketReader(db: Db, summaries: SummaryStore) {
  const prepared = new Map(
    metrics.map((metric) => [
      metric,
      {
        episodes: prepareBuckets(db, metric, 'episodes'),
        environmentSteps: prepareBuckets(db, metric, 'environmentSteps'),
        updates: prepareBuckets(db, metric, 'updates'),
        wallTimeMs: prepareBuckets(db, metric, 'wallTimeMs'),
      },
    ]),
  )
  const summarize = db.transaction(summaries.extend)

  return {
    /** Rows of a run's metric, and how many of them, from the first, are summarized. */
    state(runId: number, metric: Metric): { rows: number; summarized: number } {
      const { table } = sourceOf(metric).source
      const state = summaries.state(runId, table)
      if (state.rows - state.summarized <= READ_UNSUMMARIZED) return state
      summarize.immediate(runId)
      return summaries.state(runId, table)
    },

    /** Where the first row from `row` on lies on the axis; Infinity: there is none. */
    position: (runId: number, metric: Metric, x: HorizontalAxis, row: number): number =>
      prepared.get(metric)![x].position.get(runId, row) ?? Infinity,

    /** From the largest blocks that fit, the rest from smaller ones and rows. Buckets without a value are left out. */
    read(metric: Metric, x: HorizontalAxis, summarized: number, span: Span): Bucket[] {
      const { ofRows, ofBlocks } = prepared.get(metric)![x]
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
    },
  }
}
