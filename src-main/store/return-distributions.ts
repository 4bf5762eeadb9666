import type { Distribution, DistributionRequest } from '#shared/distributions.ts'
import { binWidth, MOST_BINS } from '#shared/histogram.ts'
import { bucketSize, type BucketReader } from './bucket-reader.ts'
import type { createCurveStore } from './curves.ts'
import { firstBeyond } from './first-beyond.ts'
import type { Db } from './database.ts'
import { isFinite } from './row-sources.ts'
import type { UpdatePositions } from './update-positions.ts'

/** A longer column is known by so many of its episodes: runs of neighbours, evenly spread. */
const PARTS = 32
const PART_ROWS = 16

/** A column of fewer episodes would tell no shares. */
const LEAST_ROWS = 8

const metric = 'episodeReturn'

interface Sources {
  readonly curve: ReturnType<typeof createCurveStore>
  readonly reader: BucketReader
  readonly positions: UpdatePositions
}

/** Histograms of the returns of stored episodes, of millions as quickly as of thousands. */
export function createReturnDistributions(db: Db, { curve, reader, positions }: Sources) {
  const selectReturns = db
    .prepare<[number, number, number], number>(
      `SELECT episode_return FROM episodes
       WHERE run_id = ? AND episode_index >= ? AND episode_index < ? AND ${isFinite('episode_return')}`,
    )
    .pluck()

  /** The returns of the rows `from` … `to` − 1, or of a sample of them. */
  function* returnsIn(runId: number, from: number, to: number): Generator<number[], void> {
    const rows = to - from
    if (rows <= PARTS * PART_ROWS) {
      yield selectReturns.all(runId, from, to)
      return
    }
    for (let part = 0; part < PARTS; part++) {
      const at = from + Math.floor((part * rows) / PARTS)
      yield selectReturns.all(runId, at, at + PART_ROWS)
    }
  }

  return (request: DistributionRequest): Distribution => {
    const { runId, x, maxColumns, from = -Infinity, to = Infinity } = request
    const { rows } = reader.state(runId, metric)
    const at = (row: number) => {
      const place = reader.position(runId, metric, x, row)
      return x === 'updates' && place < Infinity ? positions.of(runId, [place])[0]! : place
    }
    const first = from === -Infinity ? 0 : firstBeyond(0, rows, (row) => at(row) >= from)
    const beyond = to === Infinity ? rows : firstBeyond(0, rows, (row) => at(row) > to)
    const end = Math.min(rows, beyond + 1)
    const size = Math.max(LEAST_ROWS, bucketSize(first, end, maxColumns))

    const extremes = curve({
      runId,
      metric,
      x,
      maxPoints: maxColumns,
      before: LEAST_ROWS,
      from,
      to,
    })
    const least = Math.min(...extremes.minimum)
    const most = Math.max(...extremes.maximum)
    const width = least <= most ? binWidth(least, most, MOST_BINS) : 1
    const lowestBin = least <= most ? Math.floor(least / width) : 0
    const bins = least <= most ? Math.floor(most / width) - lowestBin + 1 : 0

    const columns: { start: number; end: number; counts: number[] }[] = []
    let [counted, all] = [0, 0]
    for (let start = first - (first % size); start < end && bins > 0; start += size) {
      const stop = Math.min(rows, start + size)
      const counts = new Array<number>(bins).fill(0)
      for (const returns of returnsIn(runId, start, stop)) {
        for (const value of returns) {
          const bin = Math.floor(value / width) - lowestBin
          // A row that came since the extremes were read, or lies beside the part.
          if (bin >= 0 && bin < bins) counts[bin]!++
        }
      }
      counted += Math.min(stop - start, PARTS * PART_ROWS)
      all += stop - start
      columns.push({ start: start === 0 ? 0 : at(start - 1), end: at(stop - 1), counts })
    }
    return {
      starts: columns.map((column) => column.start),
      ends: columns.map((column) => column.end),
      lowest: lowestBin * width,
      width,
      counts: columns.map(({ counts }) => counts),
      counted,
      of: all,
    }
  }
}
