import type { HorizontalAxis } from '../metrics.ts'

/** How an axis is named, and what turns its values into the unit it is named with. */
export interface Axis {
  readonly title: string
  readonly scale: number
}

const timeUnits = [
  { unit: 's', ms: 1000, most: 180_000 },
  { unit: 'min', ms: 60_000, most: 180 * 60_000 },
  { unit: 'h', ms: 3_600_000, most: Number.POSITIVE_INFINITY },
] as const

/** The horizontal axis of a curve that reaches `most` in the contract's unit. */
export function horizontalAxis(axis: HorizontalAxis, most: number): Axis {
  if (axis === 'episodes') return { title: 'Episodes', scale: 1 }
  if (axis === 'environmentSteps') return { title: 'Environment steps', scale: 1 }
  if (axis === 'updates') return { title: 'Updates', scale: 1 }
  const { unit, ms } = timeUnits.find((candidate) => most <= candidate.most) ?? timeUnits[2]
  return { title: `Training time (${unit})`, scale: 1 / ms }
}

const trim = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** From here on millions would have more digits than are written. */
const MOST_IN_MILLIONS = 1e9

/** A tick or tooltip number: at most four significant digits, thousands as k and M, larger ones by their exponent. */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size > MOST_IN_MILLIONS) return `${sign}${exponential(size, digits)}`
  if (size >= 999_950) return `${sign}${trim((size / 1e6).toPrecision(digits))}M`
  if (size >= 10_000) return `${sign}${trim((size / 1e3).toPrecision(digits))}k`
  if (size !== 0 && size < 1e-3) return `${sign}${size.toExponential(1)}`
  return `${sign}${trim(size.toPrecision(digits))}`
}

/** Below this a number has so many zeros that its exponent says more. */
const LEAST_DECIMAL = 1e-5

const exponential = (size: number, digits: number) =>
  size
    .toExponential(digits - 1)
    .replace(/\.?0+(?=e)/, '')
    .replace('e+', 'e')
const signed = (value: number, text: string) => (value < 0 ? `−${text}` : text)

/** How all numbers beside one axis are written, so that none stands as 0.001 beside 9.5e-4. */
function tickFormat(values: readonly number[]): (value: number, digits: number) => string {
  const sizes = values.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size))
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const isHuge = most > MOST_IN_MILLIONS
  if (sizes.length === 0 || (!isHuge && (least >= 1e-3 || most >= 10_000))) return shortNumber
  if (!isHuge && least >= LEAST_DECIMAL) {
    return (value, digits) => {
      const rounded = Number(Math.abs(value).toPrecision(digits))
      return signed(value, trim(rounded.toFixed(digits + 5)))
    }
  }
  return (value, digits) =>
    value === 0 ? '0' : signed(value, exponential(Math.abs(value), digits))
}

/** The numbers beside an axis, all in one notation and with as many digits as it takes to tell them apart. */
export function tickLabels(values: readonly number[], leastDigits = 4): string[] {
  const format = tickFormat(values)
  for (let digits = leastDigits; ; digits++) {
    const labels = values.map((value) => format(value, digits))
    if (digits === 12 || new Set(labels).size === new Set(values).size) return labels
  }
}
