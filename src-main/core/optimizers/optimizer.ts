import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from '../engines/engine.ts'
import { plainVectors } from '../engines/vectors.ts'
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

const plain = { allocate: (length: number) => new Float32Array(length), vectors: plainVectors }

export function createOptimizer(
  config: RunConfig['optimizer'],
  parameterCount: number,
  engine: Pick<Engine, 'allocate' | 'vectors'> = plain,
): Optimizer {
  switch (config.kind) {
    case 'sgd':
      return createGradientAscent(config.learningRate)
    case 'adam':
      return createAdam(config, parameterCount, engine)
  }
}

/** Euclidean length. */
export const { norm } = plainVectors

/** Scales a gradient of length `length` down to `limit` where it is longer; null: no limit. */
export function clipNorm(gradient: Float32Array, length: number, limit: number | null): void {
  if (limit === null || length <= limit) return
  for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i]! * limit) / length
}
