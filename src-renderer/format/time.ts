import { formatCount } from './number.ts'

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** The two largest units of a duration: 0.8 s, 42 s, 3 min 05 s, 2 h 07 min, 3 d 4 h. */
export function formatDuration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${twoDigits(minutes % 60)} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** About how long it is, in one unit: 42 s, 89 min, 30 h, 3 d. */
export function formatRoughDuration(ms: number): string {
  const [unit, size] = durations.find(([, each]) => ms >= 2 * each) ?? durations.at(-1)!
  return `${formatCount(Math.round(ms / size))} ${unit}`
}

const MINUTE_MS = 60_000
const ages = [
  ['d', 1440 * MINUTE_MS],
  ['h', 60 * MINUTE_MS],
  ['min', MINUTE_MS],
] as const
const durations = [...ages, ['s', 1000] as const]

/** How long before `now` an ISO 8601 time was: just now, 5 min ago, 3 h ago, 2 d ago. */
export function formatRelativeTime(iso: string, now: Date): string {
  const ms = now.getTime() - Date.parse(iso)
  const age = ages.find(([, size]) => ms >= size)
  return age ? `${formatCount(Math.floor(ms / age[1]))} ${age[0]} ago` : 'just now'
}

/** A time in full, in the reader's own zone: 2026-11-20 10:40:12. */
export function formatTime(iso: string): string {
  const time = new Date(iso)
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')
  return `${date} ${clock}`
}
