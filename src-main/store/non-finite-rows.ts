import { metrics, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import type { Db } from './database.ts'
import { isFinite, rowAxis, sourceOf } from './row-sources.ts'

/**
 * Metrics that every row has, so that NULL means NaN. For other metrics NULL may also mean that they do
 * not apply.
 */
const ofEveryRow: readonly Metric[] = ['episodeReturn', 'length', 'gradientNorm', 'kl', 'entropy']

interface FoundRows {
  readonly notANumber: number
  readonly infinite: number
  readonly x: number | null
}

export type NonFiniteRows = ReturnType<typeof createNonFiniteRows>

/** Counts the rows `from` … `to` − 1 of a run with a value that is not finite, and finds the first. */
export function createNonFiniteRows(db: Db) {
  const axes = ['episodes', 'environmentSteps', 'updates', 'wallTimeMs'] as const
  const prepared = new Map(
    metrics.flatMap((metric) =>
      axes.map((x) => [`${metric} ${x}`, prepare(db, metric, x)] as const),
    ),
  )
  return (
    metric: Metric,
    x: HorizontalAxis,
    span: { readonly runId: number; readonly from: number; readonly to: number },
  ): FoundRows => prepared.get(`${metric} ${x}`)!.get(span)!
}

function prepare(db: Db, metric: Metric, x: HorizontalAxis) {
  const { source, column } = sourceOf(metric)
  const { table, index } = source
  const counts = ofEveryRow.includes(metric) ? '' : `AND ${column} IS NOT NULL`
  return db.prepare<{ runId: number; from: number; to: number }, FoundRows>(
    `SELECT count(*) - count(${column}) AS notANumber, count(${column}) AS infinite,
            min(${rowAxis(source, x)}) AS x
     FROM ${table}
     WHERE run_id = @runId AND ${index} >= @from AND ${index} < @to
       AND (${isFinite(column)}) IS NOT TRUE ${counts}`,
  )
}
