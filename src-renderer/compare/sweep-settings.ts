import * as z from 'zod'
import type { Dimension } from '#shared/figure/dimension.ts'
import { sweepNumbers, type SweepNumber } from '#shared/sweep-results.ts'
import { fieldKey, numberKey } from './sweep-dimensions.ts'

/** What a person chose for looking at sweeps; what a sweep has no such axis for is passed over. */
export const sweepSettings = z.object({
  /** Null until someone chooses: the natural result of the runs. */
  number: z.enum(sweepNumbers).nullable().catch(null),
  /** Keys of the axes that were moved, in their order; others follow. */
  order: z.array(z.string()).catch([]),
  hidden: z.array(z.string()).catch([fieldKey('seed')]),
  /** Keys of the axes that are turned round. */
  inverted: z.array(z.string()).catch([]),
  logarithmic: z.array(z.string()).catch([fieldKey('optimizer.learningRate')]),
  x: z.string().nullable().catch(null),
  y: z.string().nullable().catch(null),
  color: z.string().nullable().catch(null),
  shape: z.string().nullable().catch(null),
})
export type SweepSettings = z.infer<typeof sweepSettings>
/** The settings with the number that is shown, chosen or not. */
export type DecidedSettings = Omit<SweepSettings, 'number'> & { readonly number: SweepNumber }

/** The dimensions of parallel axes in their order: fields, then the number that runs are judged by. */
export function chosenAxes(
  dimensions: readonly Dimension[],
  { order, hidden, number }: Pick<DecidedSettings, 'order' | 'hidden' | 'number'>,
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

/** The order after an axis was moved to another place, those between going one further. */
export function movedAxis(keys: readonly string[], key: string, to: number): string[] {
  if (!keys.includes(key)) return [...keys]
  return keys.filter((each) => each !== key).toSpliced(Math.max(0, to), 0, key)
}

/** Ranges of shares of axes, by their keys: only runs within all of them are looked at. */
export type Brushes = Readonly<Record<string, { readonly low: number; readonly high: number }>>

/** The same range of an axis that is turned round; runs without a value lie below either way: null, it cannot be said. */
export const turnedBrush = ({ low, high }: Brushes[string]): Brushes[string] | null =>
  low < 0 ? null : { low: 1 - high, high: 1 - low }

/** Whether a place on an axis lies within a range of it, to rounding. */
export const isWithinBrush = (share: number, { low, high }: Brushes[string]): boolean =>
  share >= low - 1e-9 && share <= high + 1e-9
