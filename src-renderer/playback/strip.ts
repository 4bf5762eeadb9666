/** Most points of a strip, which is some 300 pixels wide. */
const MOST_BUCKETS = 300

/** A line over the steps of an episode, in a box as wide as it has steps and 1 high. */
export interface Strip {
  readonly path: string
  readonly minimum: number
  readonly maximum: number
  /** Height of 0 in the box, from above; null: 0 is not between the extremes. */
  readonly zero: number | null
}

/**
 * Every value as a level of its step; of long episodes the least and the greatest value of each of
 * 300 parts. Values that are no numbers interrupt nothing and are left out.
 */
export function stripOf(values: readonly number[]): Strip {
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
  }
  if (minimum > maximum) return { path: '', minimum: NaN, maximum: NaN, zero: null }
  const height = maximum - minimum
  const y = (value: number) => round(height === 0 ? 0.5 : (maximum - value) / height)
  const steps = values.length
  const points: string[] = []
  if (steps <= MOST_BUCKETS) {
    values.forEach((value, t) => {
      if (Number.isFinite(value)) points.push(`${t},${y(value)}`, `${t + 1},${y(value)}`)
    })
  } else {
    for (let i = 0; i < MOST_BUCKETS; i++) {
      const from = Math.floor((i * steps) / MOST_BUCKETS)
      const part = values
        .slice(from, Math.floor(((i + 1) * steps) / MOST_BUCKETS))
        .filter(Number.isFinite)
      if (part.length === 0) continue
      points.push(`${from},${y(Math.max(...part))}`, `${from},${y(Math.min(...part))}`)
    }
  }
  const isZeroInside = minimum < 0 && maximum > 0
  return { path: `M${points.join('L')}`, minimum, maximum, zero: isZeroInside ? y(0) : null }
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4
