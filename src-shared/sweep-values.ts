import * as z from 'zod'
import { createRng } from './rng.ts'
import { runConfigSchema } from './run-config.ts'
import { alternativesAt, alternativesOf, unwrap } from './schema-alternatives.ts'
import type { RangedVariation, Sweep, Variation } from './sweep.ts'
import { decimalExponent } from './math/exponents.ts'
import { pow } from './math/power.ts'

/* The values a varied field takes. They are rounded to what a person would write, so that what is shown is what is trained. */

/** What the schema allows for the field at `path`: beside the rest of the configuration, else beside anything. */
function schemasAt(config: unknown, path: string): readonly z.core.$ZodType[] {
  const names = path.split('.')
  const last = names.at(-1)!
  const own = (alternatives: readonly z.ZodObject[]) =>
    alternatives.flatMap(({ shape }) => (Object.hasOwn(shape, last) ? [shape[last]!] : []))
  const here = own(alternativesAt(runConfigSchema, config, names.slice(0, -1)))
  return (here.length > 0 ? here : schemasAnywhere(path)).map(unwrap)
}

const schemasAnywhere = (path: string): readonly z.core.$ZodType[] =>
  path
    .split('.')
    .reduce<readonly z.core.$ZodType[]>(
      (schemas, name) =>
        schemas
          .flatMap(alternativesOf)
          .flatMap(({ shape }) => (Object.hasOwn(shape, name) ? [shape[name]!] : [])),
      [runConfigSchema],
    )

/** Whether some configuration has a field at `path`. */
export const isField = (path: string): boolean => schemasAnywhere(path).length > 0

const isWholeNumber = (config: unknown, path: string): boolean =>
  schemasAt(config, path).some((schema) => schema instanceof z.ZodNumber && schema.isInt)

/** Whether the field names the alternative of a union, as `optimizer.kind` does. */
export const isMarker = (config: unknown, path: string): boolean =>
  schemasAt(config, path).some((schema) => schema instanceof z.ZodLiteral)

/** `value` with as many decimals as tell it well from one that lies `spacing` beside it. */
function rounded(value: number, spacing: number): number {
  const decimals = 2 - decimalExponent(spacing)
  return Number(value.toFixed(Math.min(100, Math.max(0, decimals))))
}

const within = ({ from, to }: RangedVariation, value: number) => Math.min(to, Math.max(from, value))

/** The values of a range on a grid, from the smallest to the largest; equal ones once. */
function gridOf(range: RangedVariation, isWhole: boolean): number[] {
  const { from, to, scale, count = 2 } = range
  const ratio = pow(to / from, 1 / (count - 1))
  const values = Array.from({ length: count }, (_, i) => {
    if (i === 0) return from
    if (i === count - 1) return to
    if (scale === 'linear') {
      const step = (to - from) / (count - 1)
      return rounded(from + i * step, step)
    }
    const value = from * pow(ratio, i)
    return rounded(value, value * Math.min(1, ratio - 1))
  })
  const kept = values.map((value) => within(range, isWhole ? Math.round(value) : value))
  return [...new Set(kept)]
}

/**
 * Returns the value of a range for a uniform draw. An integer n gets all values from n − ½ to n + ½, at
 * the ends of the range too; otherwise the ends would have half the share of the others.
 */
function drawnFrom(range: RangedVariation, uniform: number, isWhole: boolean): number {
  const { from, to, scale } = range
  if (isWhole) {
    const [low, high] = [from - 0.5, to + 0.5]
    const value = scale === 'linear' ? low + uniform * (high - low) : low * pow(high / low, uniform)
    return within(range, Math.round(value))
  }
  const value = scale === 'linear' ? from + uniform * (to - from) : from * pow(to / from, uniform)
  const spacing = scale === 'linear' ? (to - from) / 10 : value / 10
  return within(range, rounded(value, spacing))
}

/** All values of a field on a grid. */
export const gridValues = (config: unknown, variation: Variation): readonly unknown[] =>
  'values' in variation
    ? variation.values
    : gridOf(variation, isWholeNumber(config, variation.path))

/**
 * The value of a field in sample `index`. Every field and sample has a stream of its own, so that more
 * samples continue the list and another field leaves the draws of this one as they are.
 */
export function drawnValue(
  { config }: Pick<Sweep, 'config'>,
  variation: Variation,
  seed: number,
  index: number,
): unknown {
  const uniform = createRng(seed, `sweep ${variation.path}`, index).uniform()
  if ('values' in variation) {
    return variation.values[Math.floor(uniform * variation.values.length)]
  }
  return drawnFrom(variation, uniform, isWholeNumber(config, variation.path))
}
