import { expm1 } from '#shared/math/exponential.ts'

/** Below this the difference would lose digits. */
const SMALL = 0.05

/** e^x − 1 − x, the error of the tangent at 0; near 0 it is about x²/2. */
export function exponentialExcess(x: number): number {
  if (!(Math.abs(x) < SMALL)) return expm1(x) - x
  // x²/2 + x³/6 + …, to x⁸/8!.
  let sum = 1 + x / 8
  for (let n = 7; n > 2; n--) sum = 1 + (x / n) * sum
  return ((x * x) / 2) * sum
}
