import { tickLabels } from './axes.ts'
import type { ScaleKind } from './range.ts'
import { extent, type Range } from './range.ts'
import { ticks } from './ticks.ts'
import { log } from '../math/logarithm.ts'
import { pow } from '../math/power.ts'

/** One quantity of many things, such as a field of many runs. */
export interface Dimension {
  readonly key: string
  readonly title: string
  /** What it means. */
  readonly help: string
  /** Names of what has no order; null: it is a number. */
  readonly categories: readonly string[] | null
  /** A number, or the place of a category; NaN: none. */
  readonly values: readonly number[]
}

/** How a dimension lies on a line from 0 to 1. */
export interface DimensionAxis {
  readonly dimension: Dimension
  readonly scale: ScaleKind
  /** What lies at its lower end and at its upper one: turned round, `min` is the larger. */
  readonly range: Range
  readonly ticks: readonly { readonly value: number; readonly label: string }[]
}

/** So many different values are all marked. */
const FEW = 7

export const canBeLogarithmic = ({ categories, values }: Dimension): boolean =>
  categories === null &&
  values.some(Number.isFinite) &&
  values.every((value) => Number.isNaN(value) || value > 0)

/** A value in words. */
export const valueText = (
  { categories }: Pick<Dimension, 'categories'>,
  value: number,
  format: (value: number) => string,
): string => (Number.isNaN(value) ? 'none' : (categories?.[value] ?? format(value)))

/** The axis of a dimension; inverted, its least value lies at the upper end. */
export function dimensionAxis(
  dimension: Dimension,
  wanted: ScaleKind,
  isInverted = false,
): DimensionAxis {
  const axis = uprightAxis(dimension, wanted)
  const { min, max } = axis.range
  return isInverted ? { ...axis, range: { min: max, max: min } } : axis
}

function uprightAxis(dimension: Dimension, wanted: ScaleKind): DimensionAxis {
  const { categories, values } = dimension
  if (categories) {
    return {
      dimension,
      scale: 'linear',
      range: { min: -0.5, max: categories.length - 0.5 },
      ticks: categories.map((label, value) => ({ value, label })),
    }
  }
  const scale = wanted === 'logarithmic' && canBeLogarithmic(dimension) ? 'logarithmic' : 'linear'
  const { min, max } = extent(values) ?? { min: 0, max: 1 }
  const range = max > min ? { min, max } : widened(min, scale)
  const different = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b)
  const marked = different.length <= FEW ? different : ticks(scale, range, 6)
  const labels = tickLabels(marked)
  return {
    dimension,
    scale,
    range,
    ticks: marked.map((value, i) => ({ value, label: labels[i]! })),
  }
}

const widened = (value: number, scale: ScaleKind): Range =>
  scale === 'logarithmic'
    ? { min: value / 2, max: value * 2 }
    : { min: value - (Math.abs(value) || 1) / 2, max: value + (Math.abs(value) || 1) / 2 }

/** Where a value lies, from 0 to 1; NaN: nowhere. */
export function shareOf({ scale, range }: DimensionAxis, value: number): number {
  const transform = scale === 'linear' ? (x: number) => x : log
  const low = transform(range.min)
  return (transform(value) - low) / (transform(range.max) - low)
}

/** The value that lies there. */
export function valueAt({ scale, range }: DimensionAxis, share: number): number {
  if (scale === 'linear') return range.min + share * (range.max - range.min)
  return range.min * pow(range.max / range.min, share)
}
