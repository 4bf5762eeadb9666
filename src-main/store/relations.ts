import { extent, isWithin, type Range } from '#shared/figure/range.ts'
import {
  relationRow,
  type Relation,
  type RelationPoints,
  type RelationRequest,
} from '#shared/relation.ts'
import { bucketSize, type BucketReader } from './bucket-reader.ts'
import { createRelationBuckets, type Measure, type RelationRows } from './relation-buckets.ts'
import { sourceOf } from './row-sources.ts'
import type { UpdatePositions } from './update-positions.ts'

/** Buckets of a part are halved as long as no more than so many times `maxPoints` are to be measured at once. */
const MOST_CANDIDATES = 4

interface Buckets {
  readonly size: number
  /** Ascending. */
  readonly places: readonly number[]
}

/** Answers how two metrics of a run move together, from as few rows as there can be. */
export function createRelationStore(reader: BucketReader, updates: UpdatePositions) {
  const buckets = createRelationBuckets(reader, updates)

  /** The columns of those buckets that have both values, and their places. */
  function pointsOf(
    of: RelationRows,
    { size, places }: Buckets,
    values: (place: number) => readonly [x: number, y: number],
  ): RelationPoints & { readonly kept: readonly number[] } {
    const found = new Map(places.map((place) => [place, values(place)]))
    const kept = places.filter((place) => found.get(place)!.every(Number.isFinite))
    const end = (place: number) => Math.min(of.rows, (place + 1) * size)
    return {
      kept,
      x: kept.map((place) => found.get(place)![0]),
      y: kept.map((place) => found.get(place)![1]),
      last: kept.map(end),
      since: kept.map((place) => buckets.episodesAfter(of, place * size)),
      episodes: kept.map((place) => buckets.episodesAfter(of, end(place))),
    }
  }

  /** Buckets whose mean x lies within the part, halved as long as they are not too many, with their neighbours. */
  function within(
    of: RelationRows,
    { maxPoints }: RelationRequest,
    part: Range,
    whole: Buckets,
    measure: (buckets: Buckets) => ReadonlyMap<number, Measure>,
  ) {
    const reaches = ({ minimum, maximum }: Measure) => maximum >= part.min && minimum <= part.max
    const lies = ({ mean }: Measure) => isWithin(mean, part)
    let measured = measure(whole)
    let found = { ...whole, places: whole.places.filter((i) => reaches(measured.get(i)!)) }
    while (found.size > 1) {
      const size = found.size / 2
      const halves = {
        size,
        places: found.places.flatMap((i) => [2 * i, 2 * i + 1]).filter((i) => i * size < of.rows),
      }
      if (halves.places.length > MOST_CANDIDATES * maxPoints) break
      const finer = measure(halves)
      const places = halves.places.filter((i) => reaches(finer.get(i)!))
      if (places.filter((i) => lies(finer.get(i)!)).length > maxPoints) break
      found = { size, places }
      measured = finer
    }
    const count = Math.ceil(of.rows / found.size)
    const shown = new Set(
      found.places.filter((i) => lies(measured.get(i)!)).flatMap((i) => [i - 1, i, i + 1]),
    )
    const places = [...shown].filter((i) => i >= 0 && i < count).sort((a, b) => a - b)
    return { size: found.size, places }
  }

  return (request: RelationRequest): Relation => {
    const { runId, x, y, maxPoints, from = -Infinity, to = Infinity, window } = request
    const row = relationRow(x, y)
    const leading = sourceOf(x).source.table === 'updates' ? x : y
    const of = { runId, row, rows: reader.state(runId, leading).rows }
    const size = bucketSize(0, of.rows, maxPoints)
    const all = { size, places: Array.from({ length: Math.ceil(of.rows / size) }, (_, i) => i) }

    const measureX = remembering(({ size, places }) => buckets.at(of, x, size, places))
    const measured = (chosen: Buckets) => {
      const xs = measureX(chosen)
      const ys = buckets.at(of, y, chosen.size, chosen.places)
      return pointsOf(of, chosen, (i) => [xs.get(i)!.mean, ys.get(i)!.mean])
    }
    const whole = measured(all)
    const range = extent(whole.x)
    const isPart = from > -Infinity || to < Infinity
    const chosen = isPart ? within(of, request, { min: from, max: to }, all, measureX) : all
    const { kept, ...points } = isPart ? measured(chosen) : whole
    const stretches = stretchOf(chosen.places)
    return {
      row,
      ...points,
      rowsPerPoint: chosen.size,
      stretch: kept.map((place) => (isPart ? stretches.get(place)! : 0)),
      whole: range,
      smoothed: window > 1 ? smoothed(of, request, size, whole) : null,
    }
  }

  function smoothed(
    of: RelationRows,
    { x, y, window }: RelationRequest,
    size: number,
    whole: ReturnType<typeof pointsOf>,
  ) {
    const at = new Map(whole.kept.map((place, i) => [place, i]))
    const { kept: _, ...points } = pointsOf(of, { size, places: whole.kept }, (place) => {
      const end = Math.min(of.rows, (place + 1) * size)
      const begin = Math.max(0, Math.min(place * size, end - window))
      // A bucket as long as the window is its mean.
      if (begin === place * size) return [whole.x[at.get(place)!]!, whole.y[at.get(place)!]!]
      return [buckets.over(of, x, begin, end).mean, buckets.over(of, y, begin, end).mean]
    })
    return points
  }
}

/** Measures no bucket twice. */
function remembering(
  measure: (buckets: Buckets) => ReadonlyMap<number, Measure>,
): (buckets: Buckets) => ReadonlyMap<number, Measure> {
  const known = new Map<number, Map<number, Measure>>()
  return ({ size, places }) => {
    const found = known.get(size) ?? new Map<number, Measure>()
    known.set(size, found)
    const missing = places.filter((place) => !found.has(place))
    for (const [place, measured] of measure({ size, places: missing })) found.set(place, measured)
    return found
  }
}

/** Which stretch of neighbours each of the ascending places belongs to, counted from 0. */
function stretchOf(places: readonly number[]): ReadonlyMap<number, number> {
  let stretch = 0
  return new Map(
    places.map((place, i) => {
      if (i > 0 && place > places[i - 1]! + 1) stretch += 1
      return [place, stretch]
    }),
  )
}
