import { formatNumber } from '#shared/format-number.ts'
import type { Progress } from '#shared/metrics.ts'

export { formatCount, formatCounted, formatNumber } from '#shared/format-number.ts'

/** A number with exactly `decimals` digits after the point, so that a column of them aligns. */
export const formatFixed = (value: number, decimals: number): string =>
  Number.isFinite(value)
    ? new Intl.NumberFormat('en', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        // What rounds to nothing has no sign.
        signDisplay: 'negative',
      })
        .format(value)
        .replace('-', '−')
    : String(value)

/**
 * `formatFixed` for what moves in place: of a policy that diverged the powers of ten, and a dash for
 * what is no number, which arrives as null.
 */
export function formatAligned(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return '–'
  return Math.abs(value) < 1e6 ? formatFixed(value, decimals) : formatNumber(value)
}

/** A return in four significant digits, zeros at the end too, so that those of one size align. */
export function formatReturn(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size < 0.01 || size >= 1e6) return formatNumber(value)
  return formatFixed(value, Math.min(3, Math.max(0, 3 - Math.floor(Math.log10(size)))))
}

/**
 * A mean and its standard error as far as the error says the digits mean anything: the error in two
 * significant digits, the mean as many decimals. The error is null where there is none.
 */
export function formatEstimate(mean: number, error: number | null): [string, string | null] {
  if (error === null || !Number.isFinite(error)) return [formatReturn(mean), null]
  if (error === 0) return [formatReturn(mean), '0']
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))))
  return [formatFixed(mean, decimals), formatFixed(error, decimals)]
}

/** A value and the ends of its interval, as far as the interval's width says the digits mean anything. */
export function formatWithInterval(
  value: number,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): { readonly value: string; readonly lower: string; readonly upper: string } {
  const width = upper - lower
  const format =
    width > 0 && Number.isFinite(width)
      ? (x: number) => formatFixed(x, Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width)))))
      : formatReturn
  return { value: format(value), lower: format(lower), upper: format(upper) }
}

/** 482.2 ± 3.1; a dash where there is no mean. */
export function formatMeanReturn({
  meanReturnLast100,
  standardErrorLast100,
}: Pick<Progress, 'meanReturnLast100' | 'standardErrorLast100'>): string {
  if (meanReturnLast100 === null) return '–'
  const [mean, error] = formatEstimate(meanReturnLast100, standardErrorLast100)
  return error === null ? mean : `${mean} ± ${error}`
}

/** 1,536 bytes are 1.5 KiB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${formatNumber(bytes / 1024 ** power, 3)} ${units[power]}`
}
