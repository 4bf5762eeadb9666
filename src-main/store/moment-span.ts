import { readMoment } from '#shared/run-filter/moments.ts'

/** A span of time; `to` is not part of it. */
export interface Span {
  readonly from: Date
  readonly to: Date
}

const dayOf = (date: Date, daysLater = 0): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater)
const spanFrom = (from: Date, lengthMs: number): Span => ({
  from,
  to: new Date(from.getTime() + lengthMs),
})

/** The day, minute, second or instant that a filter means, in the time zone of this machine. */
export function spanOf(text: string, now: Date): Span {
  const moment = readMoment(text)
  if (!moment) throw new Error(`${text} is no moment`)
  switch (moment.kind) {
    case 'day':
      return { from: dayOf(now, -moment.daysAgo), to: dayOf(now, 1 - moment.daysAgo) }
    case 'ago':
      return spanFrom(new Date(now.getTime() - moment.ms), 1)
    case 'date': {
      const { year, month, day, time } = moment
      const from = new Date(
        year,
        month - 1,
        day,
        time?.hour ?? 0,
        time?.minute ?? 0,
        time?.second ?? 0,
      )
      if (!time) return { from, to: dayOf(from, 1) }
      return spanFrom(from, time.second === null ? 60_000 : 1000)
    }
  }
}
