import { cos, sin } from './sine.ts'

/** The angle from −π/2 to π/2 whose tangent is x, within 2e-16 of the larger of it and 1. */
export function atan(x: number): number {
  if (x === 0) return x
  if (x !== x) return NaN
  if (!Number.isFinite(x)) return (Math.sign(x) * Math.PI) / 2
  const cosine = 1 / Math.sqrt(1 + x * x)
  const sine = Math.abs(x) > 1e150 ? Math.sign(x) : x * cosine
  // tan of half the angle gives a first guess, within 0.01.
  const half = sine / (1 + cosine)
  let angle = 2 * half * (1 - 0.2146 * half * half)
  // What is left has this sine; each time its cube / 6 remains.
  for (let i = 0; i < 2; i++) angle += sine * cos(angle) - cosine * sin(angle)
  return angle
}
