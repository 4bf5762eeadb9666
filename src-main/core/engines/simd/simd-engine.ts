import type { Engine } from '../engine.ts'
import { createPolicyOperations } from '../policy-operations.ts'
import { createValueNetworkOn, valueNetworkShape } from '../value-network.ts'
import { instantiateKernel, type KernelModule } from './kernel.ts'
import { createEngineMemory } from './memory.ts'
import { createSimdNetwork } from './simd-network.ts'
import { createSimdVectors } from './simd-vectors.ts'

/**
 * The engine on WebAssembly SIMD: whole passes over a network are fused into one call of a compiled
 * kernel. `module` is one of the kernels scripts/build-kernel.ts compiles; see docs/engine.md.
 */
export function createSimdEngine(module: KernelModule, name = 'simd'): Engine {
  const { kernel, memory } = instantiateKernel(module)
  const engineMemory = createEngineMemory(memory)
  return {
    name,
    allocate: engineMemory.floats,
    free: (array) => {
      if (array.length > 0 && engineMemory.owns(array)) engineMemory.free(array)
    },
    vectors: createSimdVectors(kernel, engineMemory),
    createPolicyNetwork(shape) {
      const layers = createSimdNetwork(shape, kernel, engineMemory)
      return { ...layers, ...createPolicyOperations(shape, layers) }
    },
    createValueNetwork: (shape) =>
      createValueNetworkOn(
        shape,
        createSimdNetwork(valueNetworkShape(shape), kernel, engineMemory),
      ),
  }
}
