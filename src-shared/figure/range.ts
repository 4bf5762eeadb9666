import { pow } from '../math/power.ts'

/** Free space beyond what is drawn, as a share of its extent. */
const MARGIN = 0.04

export type ScaleKind = 'linear' | 'logarithmic'

export interface Range {
  readonly min: number
  readonly max: number
}

/** Whether an axis shows this place; null: it shows everything. */
export const isWithin = (value: number, range: Range | null): boolean =>
  range === null || (value >= range.min && value <= range.max)

/** The least and the largest of the finite values; null: there is none. */
export function extent(values: Iterable<number>): Range | null {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  return min <= max ? { min, max } : null
}

/** A vertical axis for these values: a small margin around them that crosses zero only with the data. */
export function paddedRange(values: Iterable<number>, scale: ScaleKind): Range | null {
  const found = extent(values)
  if (!found) return null
  const { min, max } = found
  if (scale === 'logarithmic') {
    const factor = pow(max / min, MARGIN) || 1
    const room = factor > 1 ? factor : 1.1
    return { min: min / room, max: max * room }
  }
  const margin = MARGIN * (max - min) || 0.1 * Math.abs(max) || 1
  return {
    min: min >= 0 ? Math.max(0, min - margin) : min - margin,
    max: max < 0 ? Math.min(0, max + margin) : max + margin,
  }
}
