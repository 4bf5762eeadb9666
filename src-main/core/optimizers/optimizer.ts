import type { RunConfig } from '#shared/run-config.ts'
import type { Saveable } from '../saveable.ts'
import { createAdam } from './adam.ts'
import { createGradientAscent } from './gradient-ascent.ts'

/** Arrays and counters an optimizer carries from update to update. */
export type OptimizerState = Readonly<Record<string, number | Float32Array>>

/** Turns an estimate of ∇J into a step that increases J. */
export interface Optimizer extends Saveable<OptimizerState> {
  /** Changes the parameters in place. */
  step(parameters: Float32Array, gradient: Float32Array): void
}

export function createOptimizer(config: RunConfig['optimizer'], parameterCount: number): Optimizer {
  switch (config.kind) {
    case 'sgd':
      return createGradientAscent(config.learningRate)
    case 'adam':
      return createAdam(config, parameterCount)
  }
}

/** Euclidean length. */
export function norm(vector: Float32Array): number {
  let sum = 0
  for (const x of vector) sum += x * x
  return Math.sqrt(sum)
}

/** Scales a gradient of length `length` down to `limit` where it is longer; null: no limit. */
export function clipNorm(gradient: Float32Array, length: number, limit: number | null): void {
  if (limit === null || length <= limit) return
  for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i]! * limit) / length
}
