import type { ScaleKind } from './range.ts'
import type { Range } from './range.ts'
import { decimalExponent, tenTo } from '../math/exponents.ts'

/** At most about `most` round values within the range: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks({ min, max }: Range, most: number): number[] {
  if (!(max > min)) return [min]
  const exact = (max - min) / most
  const power = tenTo(decimalExponent(exact))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= exact * (1 - 1e-9)) ?? 10)
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  // Counted, not added up: 0.1 + 0.2 is no tick. Rounded, as 3 · 0.1 is none either.
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

/** Powers of ten within the range, thinned to `most`; with their 2s and 5s where there are few. */
export function logarithmicTicks({ min, max }: Range, most: number): number[] {
  const [low, high] = [decimalExponent(min), decimalExponent(max) + 1]
  const isWithin = (value: number) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)
  const from = (factors: readonly number[], every: number) =>
    Array.from({ length: high - low + 1 }, (_, i) => low + i)
      .filter((exponent) => exponent % every === 0)
      .flatMap((exponent) => factors.map((factor) => Number(`${factor}e${exponent}`)))
      .filter(isWithin)
  const dense = from([1, 2, 5], 1)
  if (dense.length <= most) return dense.length >= 3 ? dense : linearTicks({ min, max }, most)
  for (let every = 1; ; every++) {
    const powers = from([1], every)
    if (powers.length <= most) return powers
  }
}

export const ticks = (scale: ScaleKind, range: Range, most: number): number[] =>
  scale === 'linear' ? linearTicks(range, most) : logarithmicTicks(range, most)
