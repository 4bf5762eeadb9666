import { ceilLog2, twoTo } from './math/exponents.ts'

/** How many values lie in bins of one width, whose edges are its multiples. */
export interface Histogram {
  /** Lower edge of the first bin, a multiple of the width. */
  readonly lowest: number
  /** A power of two: histograms of different widths have edges in common. */
  readonly width: number
  readonly counts: readonly number[]
}

export const MOST_BINS = 48

/** The smallest power of two that divides [min, max] into at most `most` bins at its multiples. */
export function binWidth(min: number, max: number, most = MOST_BINS): number {
  const magnitude = Math.max(Math.abs(min), Math.abs(max)) || 1
  // Finer bins than the values have digits tell nothing; of one value alone, some digits.
  const finest = magnitude / (max > min ? 2 ** 40 : most)
  let width = twoTo(ceilLog2(Math.max((max - min) / most, finest)))
  while (Math.floor(max / width) - Math.floor(min / width) + 1 > most) width *= 2
  return width
}

/** The histogram of these values; those that are not finite are left out. Null: there are none. */
export function histogramOf(values: Float64Array, most = MOST_BINS): Histogram | null {
  let [min, max] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value < min && value !== -Infinity) min = value
    if (value > max && value !== Infinity) max = value
  }
  if (!(min <= max)) return null
  const width = binWidth(min, max, most)
  const perWidth = 1 / width
  const first = Math.floor(min * perWidth)
  const counts = new Int32Array(Math.floor(max * perWidth) - first + 1)
  // What is not finite has no bin: a typed array has nothing there to count up.
  for (let i = 0; i < values.length; i++) counts[Math.floor(values[i]! * perWidth) - first]!++
  return { lowest: first * width, width, counts: Array.from(counts) }
}

/** Bins that several histograms are shown in: from the lowest to the highest edge of any of them. */
export function commonBins(
  histograms: readonly Histogram[],
  most = MOST_BINS,
): { readonly lowest: number; readonly width: number; readonly bins: number } | null {
  if (histograms.length === 0) return null
  const lowest = Math.min(...histograms.map((each) => each.lowest))
  const highest = Math.max(
    ...histograms.map((each) => each.lowest + each.counts.length * each.width),
  )
  const finest = Math.min(...histograms.map(({ width }) => width))
  let width = Math.max(finest, twoTo(ceilLog2((highest - lowest) / most)))
  const edges = () => [Math.floor(lowest / width), Math.ceil(highest / width)] as const
  while (edges()[1] - edges()[0] > most) width *= 2
  const [first, end] = edges()
  return { lowest: first * width, width, bins: end - first }
}

/**
 * The same counts in other bins. Finer bins are added up exactly; coarser ones are spread evenly over
 * the bins they cover, as nothing more is known of them.
 */
export function rebinned(
  { lowest, width, counts }: Histogram,
  target: { readonly lowest: number; readonly width: number; readonly bins: number },
): number[] {
  const result = new Array<number>(target.bins).fill(0)
  const add = (bin: number, count: number) => {
    if (bin >= 0 && bin < target.bins) result[bin]! += count
  }
  const parts = Math.max(1, width / target.width)
  counts.forEach((count, i) => {
    if (count === 0) return
    const first = Math.floor((lowest + i * width - target.lowest) / target.width)
    for (let part = 0; part < parts; part++) add(first + part, count / parts)
  })
  return result
}
