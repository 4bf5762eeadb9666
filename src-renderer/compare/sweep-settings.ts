import * as z from 'zod'
import type { Dimension } from '#shared/figure/dimension.ts'
import { sweepNumbers } from '#shared/sweep-results.ts'
import { fieldKey, numberKey } from './sweep-dimensions.ts'

/** What a person chose for looking at sweeps; what a sweep has no such axis for is passed over. */
export const sweepSettings = z.object({
  number: z.enum(sweepNumbers).catch('meanReturnLast100'),
  /** Keys of the axes that were moved, in their order; others follow. */
  order: z.array(z.string()).catch([]),
  hidden: z.array(z.string()).catch([fieldKey('seed')]),
  logarithmic: z.array(z.string()).catch([fieldKey('optimizer.learningRate')]),
  x: z.string().nullable().catch(null),
  y: z.string().nullable().catch(null),
  color: z.string().nullable().catch(null),
  shape: z.string().nullable().catch(null),
})
export type SweepSettings = z.infer<typeof sweepSettings>

/** The dimensions of parallel axes in their order: fields, then the number that runs are judged by. */
export function chosenAxes(
  dimensions: readonly Dimension[],
  { order, hidden, number }: SweepSettings,
): Dimension[] {
  const offered = dimensions.filter(
    ({ key }) => key.startsWith('field ') || key === numberKey(number),
  )
  const place = ({ key }: Dimension) => {
    const at = order.indexOf(key)
    return at < 0 ? order.length + offered.findIndex((each) => each.key === key) : at
  }
  return offered
    .filter(({ key }) => !hidden.includes(key) || key === numberKey(number))
    .toSorted((a, b) => place(a) - place(b))
}

/** The order after an axis was moved past its neighbour. */
export function movedAxis(keys: readonly string[], key: string, by: -1 | 1): string[] {
  const at = keys.indexOf(key)
  const to = at + by
  if (at < 0 || to < 0 || to >= keys.length) return [...keys]
  return keys.with(at, keys[to]!).with(to, key)
}

/** Ranges of shares of axes, by their keys: only runs within all of them are looked at. */
export type Brushes = Readonly<Record<string, { readonly low: number; readonly high: number }>>
