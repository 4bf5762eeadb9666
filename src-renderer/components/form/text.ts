import { formatCount, formatNumber } from '#renderer/format/number.ts'
import type { Range } from './fields.ts'

/** `1/3` */
const FRACTION = /^(-?\d+)\s*\/\s*(\d+)$/

/** `1,000,000` with every three digits apart; not `0,001`, which elsewhere is a thousandth. */
const APART = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/

/** The number a text says; the text itself where it says none, so that nothing typed is lost. */
export function parseNumber(text: string): number | string {
  const written = text
    .trim()
    .replace('−', '-')
    .replace(/(?<=\d)_(?=\d{3}(\D|$))/g, '')
  const plain = APART.test(written) ? written.replaceAll(',', '') : written
  const [, above, below] = FRACTION.exec(plain) ?? []
  const quotient = below === undefined ? plain : Number(above) / Number(below)
  const value = plain === '' ? Number.NaN : Number(quotient)
  return Number.isFinite(value) ? value : text.trim()
}

/** As many digits as a field shows. */
const LONGEST = 12
const LARGEST_DENOMINATOR = 12

/** The text of a number that `parseNumber` reads back: a third is 1/3, not 0.3333333333333333. */
export function numberText(value: unknown): string {
  const text = String(value)
  if (typeof value !== 'number' || text.length <= LONGEST) return text
  for (let below = 2; below <= LARGEST_DENOMINATOR; below++) {
    const above = Math.round(value * below)
    if (above / below === value) return `${above}/${below}`
  }
  return text
}

/** The numbers in a text such as `64, 64`; pieces that are none stay text. */
export function parseList(text: string): (number | string)[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(parseNumber)
}

/** The text of a list that `parseList` reads back. */
export const listText = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') : ''

const limit = (value: number) =>
  Number.isInteger(value) ? formatCount(value).replace('-', '−') : formatNumber(value)

/** A range in symbols: `0 – 1`, `0 ≤ … < 1`, `> 0`; null: every number. */
export function rangeText(range: Range): string | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range
  if (minimum !== undefined && maximum !== undefined) return `${limit(minimum)} – ${limit(maximum)}`
  const low = minimum ?? exclusiveMinimum
  const high = maximum ?? exclusiveMaximum
  const lowSign = minimum === undefined ? '>' : '≥'
  const highSign = maximum === undefined ? '<' : '≤'
  if (low !== undefined && high !== undefined) {
    return `${limit(low)} ${minimum === undefined ? '<' : '≤'} … ${highSign} ${limit(high)}`
  }
  if (low !== undefined) return `${lowSign} ${limit(low)}`
  return high === undefined ? null : `${highSign} ${limit(high)}`
}
