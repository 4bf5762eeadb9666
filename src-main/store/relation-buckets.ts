import type { Metric } from '#shared/metrics.ts'
import type { BucketReader } from './bucket-reader.ts'
import type { Bucket } from './curve-buckets.ts'
import { sourceOf } from './row-sources.ts'
import { BLOCK_SIZES } from './summaries.ts'
import type { UpdatePositions } from './update-positions.ts'

/** What the values of a metric in a bucket come to. */
export interface Measure {
  /** NaN where the bucket holds no value. */
  readonly mean: number
  readonly minimum: number
  readonly maximum: number
}

function measureOf(buckets: readonly Bucket[]): Measure {
  let [sum, count, minimum, maximum] = [0, 0, Infinity, -Infinity]
  for (const bucket of buckets) {
    sum += bucket[2] ?? NaN
    minimum = Math.min(minimum, bucket[3])
    maximum = Math.max(maximum, bucket[4])
    count += bucket[5]
  }
  return { mean: sum / count, minimum, maximum }
}

const nothing: Measure = measureOf([])

/** The rows of a relation of one run. */
export interface RelationRows {
  readonly runId: number
  readonly row: 'episode' | 'update'
  readonly rows: number
}

/** Measures metrics of a run over buckets of the rows of a relation. */
export function createRelationBuckets(reader: BucketReader, updates: UpdatePositions) {
  /** Over the metric's own rows `from` … `to` − 1, whose ends need not be those of blocks. */
  function between(runId: number, metric: Metric, from: number, to: number): Measure {
    const { summarized } = reader.state(runId, metric)
    /** As few buckets as there can be: of the largest size that is read from one level. */
    const read = (from: number, to: number, size: number) =>
      to > from ? reader.read(metric, 'episodes', summarized, { runId, from, to, size }) : []
    /** Blocks of one level in the middle, smaller ones and rows on both sides. */
    const collect = (from: number, to: number, level: number): Bucket[] => {
      const block = BLOCK_SIZES[level]
      if (block === undefined) return read(from, to, BLOCK_SIZES[0] / 2)
      const [first, last] = [Math.ceil(from / block) * block, Math.floor(to / block) * block]
      if (last <= first) return collect(from, to, level - 1)
      return [
        ...collect(from, first, level - 1),
        ...read(first, last, (BLOCK_SIZES[level + 1] ?? 64 * block) / 2),
        ...collect(last, to, level - 1),
      ]
    }
    return measureOf(collect(from, to, BLOCK_SIZES.length - 1))
  }

  const isPlacedByUpdate = ({ row }: RelationRows, metric: Metric) =>
    row === 'update' && sourceOf(metric).source.table === 'episodes'

  return {
    /** Episodes that had finished after so many rows. */
    episodesAfter: ({ runId, row, rows }: RelationRows, count: number): number =>
      row === 'episode'
        ? Math.min(rows, count)
        : updates.episodesUpTo(runId, Math.min(rows, count)),

    /** Over the rows of the relation `from` … `to` − 1. */
    over(of: RelationRows, metric: Metric, from: number, to: number): Measure {
      if (!isPlacedByUpdate(of, metric)) return between(of.runId, metric, from, to)
      const episodes = (row: number) => updates.episodesUpTo(of.runId, row)
      return between(of.runId, metric, episodes(from), episodes(to))
    },

    /** Of the buckets of `size` rows at these ascending places. */
    at(
      of: RelationRows,
      metric: Metric,
      size: number,
      places: readonly number[],
    ): ReadonlyMap<number, Measure> {
      const { runId, rows } = of
      const end = (place: number) => Math.min(rows, (place + 1) * size)
      if (isPlacedByUpdate(of, metric)) {
        return new Map(places.map((i) => [i, this.over(of, metric, i * size, end(i))]))
      }
      const { summarized } = reader.state(runId, metric)
      const found = unbroken(places).flatMap(([first, last]) =>
        reader.read(metric, 'episodes', summarized, {
          ...{ runId, size },
          from: first * size,
          to: end(last),
        }),
      )
      const measured = new Map(found.map((bucket) => [bucket[0], measureOf([bucket])]))
      return new Map(places.map((i) => [i, measured.get(i) ?? nothing]))
    },
  }
}

/** First and last of every stretch of neighbours. */
function unbroken(places: readonly number[]): [number, number][] {
  const stretches: [number, number][] = []
  for (const place of places) {
    const last = stretches.at(-1)
    if (last && place === last[1] + 1) last[1] = place
    else stretches.push([place, place])
  }
  return stretches
}
