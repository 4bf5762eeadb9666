import type { Metric } from '#shared/metrics.ts'
import type { Relation, RelationRequest } from '#shared/relation.ts'
import { bucketSize, type BucketReader } from './bucket-reader.ts'
import type { Bucket } from './curve-buckets.ts'
import { sourceOf } from './row-sources.ts'
import { BLOCK_SIZES } from './summaries.ts'
import type { UpdatePositions } from './update-positions.ts'

const isOfEpisodes = (metric: Metric) => sourceOf(metric).source.table === 'episodes'

/** The mean over several buckets; NaN where they hold no value. */
function meanOf(buckets: readonly Bucket[]): number {
  let [sum, count] = [0, 0]
  for (const bucket of buckets) {
    sum += bucket[2] ?? NaN
    count += bucket[5]
  }
  return sum / count
}

/** Answers how two metrics of a run move together, from as few rows as there can be. */
export function createRelationStore(reader: BucketReader, updates: UpdatePositions) {
  /** The mean over the rows `from` … `to` − 1, whose ends need not be those of blocks. */
  function meanBetween(runId: number, metric: Metric, from: number, to: number): number {
    const { summarized } = reader.state(runId, metric)
    const read = (from: number, to: number, size: number) =>
      to > from ? reader.read(metric, 'episodes', summarized, { runId, from, to, size }) : []
    /** Blocks of one level in the middle, smaller ones and rows on both sides. */
    const collect = (from: number, to: number, level: number): Bucket[] => {
      const block = BLOCK_SIZES[level]
      if (block === undefined) return read(from, to, 1)
      const [first, last] = [Math.ceil(from / block) * block, Math.floor(to / block) * block]
      if (last <= first) return collect(from, to, level - 1)
      return [
        ...collect(from, first, level - 1),
        ...read(first, last, block),
        ...collect(last, to, level - 1),
      ]
    }
    return meanOf(collect(from, to, BLOCK_SIZES.length - 1))
  }

  return ({ runId, x, y, maxPoints }: RelationRequest): Relation => {
    const row = isOfEpisodes(x) && isOfEpisodes(y) ? 'episode' : 'update'
    const leading = isOfEpisodes(x) ? y : x
    const { rows } = reader.state(runId, leading)
    const size = bucketSize(0, rows, maxPoints)
    const count = Math.ceil(rows / size)

    function means(metric: Metric): number[] {
      if (row === 'update' && isOfEpisodes(metric)) {
        const episodes = (bucket: number) =>
          updates.episodesUpTo(runId, Math.min(rows, bucket * size))
        return Array.from({ length: count }, (_, i) =>
          meanBetween(runId, metric, episodes(i), episodes(i + 1)),
        )
      }
      const { summarized } = reader.state(runId, metric)
      const found = reader.read(metric, 'episodes', summarized, { runId, from: 0, to: rows, size })
      const byIndex = new Map(found.map((bucket) => [bucket[0], bucket]))
      return Array.from({ length: count }, (_, i) => {
        const bucket = byIndex.get(i)
        return bucket ? meanOf([bucket]) : NaN
      })
    }

    const [xs, ys] = [means(x), means(y)]
    const kept = xs.flatMap((value, i) =>
      Number.isFinite(value) && Number.isFinite(ys[i]) ? [i] : [],
    )
    return {
      row,
      x: kept.map((i) => xs[i]!),
      y: kept.map((i) => ys[i]!),
      last: kept.map((i) => Math.min(rows, (i + 1) * size)),
      rowsPerPoint: size,
    }
  }
}
