import { decimalExponent } from './math/exponents.ts'

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** A whole number with its thousands apart: 1,234,567. */
export const formatCount = (count: number): string => counts.format(count)

/** 1 update, 1,234 updates. */
export const formatCounted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`

const byDecimals = new Map<number, Intl.NumberFormat>()
/** A formatter costs far more to make than to use. */
function withDecimals(decimals: number): Intl.NumberFormat {
  const made = byDecimals.get(decimals)
  if (made) return made
  const format = new Intl.NumberFormat('en', { maximumFractionDigits: decimals })
  byDecimals.set(decimals, format)
  return format
}

/** A real number in at most `digits` significant digits; whole numbers below a million in full. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size >= 1e6 || size < 1e-3) {
    return value
      .toExponential(digits - 1)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e')
      .replace(/^-/, '−')
  }
  const decimals = Math.max(0, digits - 1 - decimalExponent(size))
  return withDecimals(decimals).format(value).replace('-', '−')
}
