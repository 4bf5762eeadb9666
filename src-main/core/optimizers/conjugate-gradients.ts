import { squareOf } from '#shared/math/square.ts'

/** When the solution of a linear system is good enough. */
export interface SolverOptions {
  readonly iterations: number
  /** Ends where ‖b − A x‖ ≤ residualTolerance·‖b‖. */
  readonly residualTolerance: number
}

/**
 * x with A x ≈ b for a symmetric positive definite A that is known by its products (Hestenes & Stiefel
 * 1952), from x = 0 on. Without rounding it is exact after as many iterations as A has different
 * eigenvalues; every iterate has bᵀx > 0, so that as a step it leads uphill.
 */
export function* conjugateGradients(
  multiply: (vector: Float64Array) => Generator<void, Float64Array>,
  b: Float64Array,
  { iterations, residualTolerance }: SolverOptions,
): Generator<void, Float64Array> {
  const x = new Float64Array(b.length)
  const residual = b.slice()
  const direction = b.slice()
  let squared = dot(residual, residual)
  const smallest = squareOf(residualTolerance) * squared
  for (let i = 0; i < iterations && squared > smallest; i++) {
    const product = yield* multiply(direction)
    const curvature = dot(direction, product)
    // Only rounding can make it so: there is no information along this direction.
    if (!(curvature > 0)) break
    const along = squared / curvature
    addScaled(x, along, direction)
    addScaled(residual, -along, product)
    const before = squared
    squared = dot(residual, residual)
    const kept = squared / before
    for (let j = 0; j < direction.length; j++) direction[j] = residual[j]! + kept * direction[j]!
  }
  return x
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function addScaled(sum: Float64Array, scale: number, vector: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + scale * vector[i]!
}
