/* Numbers of about 100 bits, as an unevaluated sum of two doubles (Dekker 1971). */

/** The first double is the number rounded, the second what rounding took from it. */
export type TwoDoubles = readonly [high: number, low: number]

const SPLIT = 134_217_729 // 2²⁷ + 1

export function product([a, b]: TwoDoubles, [c, d]: TwoDoubles): TwoDoubles {
  const first = a * c
  const spreadA = SPLIT * a
  const a1 = spreadA - (spreadA - a)
  const a2 = a - a1
  const spreadC = SPLIT * c
  const c1 = spreadC - (spreadC - c)
  const c2 = c - c1
  const rest = a1 * c1 - first + a1 * c2 + a2 * c1 + a2 * c2 + (a * d + b * c)
  const high = first + rest
  // A product that is not finite, or that vanishes, has no second part.
  return Number.isFinite(high) && Number.isFinite(rest) ? [high, rest - (high - first)] : [first, 0]
}

export function sum([a, b]: TwoDoubles, [c, d]: TwoDoubles): TwoDoubles {
  const first = a + c
  const back = first - a
  const rest = a - (first - back) + (c - back) + (b + d)
  const high = first + rest
  return [high, rest - (high - first)]
}
