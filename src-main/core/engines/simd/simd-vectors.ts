import { wholePower } from '#shared/math/power.ts'
import { plainVectors, type VectorMath } from '../vectors.ts'
import type { Kernel } from './kernel.ts'
import type { EngineMemory } from './memory.ts'

/** Vectors that do not all lie in the kernel's memory are worked on where they lie. */
export function createSimdVectors(kernel: Kernel, memory: EngineMemory): VectorMath {
  return {
    norm: (vector) =>
      memory.owns(vector)
        ? Math.sqrt(kernel.squaredNorm(vector.byteOffset, vector.length))
        : plainVectors.norm(vector),

    adamStep(parameters, gradient, moments, coefficients) {
      const { mean, square } = moments
      if (![parameters, gradient, mean, square].every(memory.owns)) {
        return plainVectors.adamStep(parameters, gradient, moments, coefficients)
      }
      const { learningRate, beta1, beta2, epsilon, update } = coefficients
      kernel.adamStep(
        parameters.byteOffset,
        gradient.byteOffset,
        mean.byteOffset,
        square.byteOffset,
        parameters.length,
        learningRate / (1 - wholePower(beta1, update)),
        1 / (1 - wholePower(beta2, update)),
        beta1,
        beta2,
        epsilon,
      )
    },
  }
}
