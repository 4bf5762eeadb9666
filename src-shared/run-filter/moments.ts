/* Dates, times and durations as a person writes them. No clock is read here. */

/** Some three thousand years. */
const MOST_MS = 1e14
const HOUR_MS = 3_600_000
const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: HOUR_MS,
  d: 24 * HOUR_MS,
  w: 7 * 24 * HOUR_MS,
}

/** Milliseconds of `90s`, `1.5h` or `2d`; null: it is none. */
export function durationMs(text: string): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?|\.\d+)([a-z]+)$/i.exec(text) ?? []
  const unitMs = unitsMs[unit?.toLowerCase() ?? '']
  const ms = unitMs === undefined ? NaN : Math.round(Number(count) * unitMs)
  return ms <= MOST_MS ? ms : null
}

/** What a date or time says, not yet held against a clock. Of a date that is no time the rest is null. */
export type ReadMoment =
  | { readonly kind: 'day'; readonly daysAgo: 0 | 1 }
  | { readonly kind: 'ago'; readonly ms: number }
  | {
      readonly kind: 'date'
      readonly year: number
      /** From 1. */
      readonly month: number
      readonly day: number
      readonly time: {
        readonly hour: number
        readonly minute: number
        readonly second: number | null
      } | null
    }

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** What `today`, `yesterday`, `2d ago`, `2026-11-01` or `2026-11-01T10:30` say; null: it is none of these. */
export function readMoment(text: string): ReadMoment | null {
  if (text === 'today') return { kind: 'day', daysAgo: 0 }
  if (text === 'yesterday') return { kind: 'day', daysAgo: 1 }
  const ago = /^(\S+) ago$/.exec(text)
  if (ago) {
    const ms = durationMs(ago[1]!)
    return ms === null ? null : { kind: 'ago', ms }
  }
  const parts = /^([1-9]\d{3})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (!parts) return null
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  if (parts[4] === undefined) return { kind: 'date', year, month, day, time: null }
  const [hour, minute] = [Number(parts[4]), Number(parts[5])]
  const second = parts[6] === undefined ? null : Number(parts[6])
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return null
  return { kind: 'date', year, month, day, time: { hour, minute, second } }
}
