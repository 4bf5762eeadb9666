import type { Engine } from '#core/engines/engine.ts'
import type { KernelModule } from '#core/engines/simd/kernel.ts'
import { createSimdEngine } from '#core/engines/simd/simd-engine.ts'
import type { EngineInfo } from '#shared/api.ts'
import { engineNames, type EngineName } from '#shared/config/engine.ts'
import { isRelaxedSupported, kernelHash, loadKernelModule } from './kernel-module.ts'

/** The module of the kernel an engine needs; null: it needs none. */
export function kernelOf(name: EngineName): KernelModule | null {
  if (name === 'tfjs') return null
  if (name === 'simd') return loadKernelModule('simd128')
  if (isRelaxedSupported()) return loadKernelModule('relaxed')
  throw new Error(
    'The engine simd-relaxed needs relaxed SIMD instructions, which are not here; use simd or tfjs',
  )
}

/** The hash of the kernel an engine computes with; null: it has none. */
export const kernelHashOf = (name: EngineName): string | null =>
  name === 'tfjs' ? null : kernelHash(name === 'simd' ? 'simd128' : 'relaxed')

/** The engine a configuration names; `kernel` is its module where another thread has compiled it. */
export async function loadEngine(name: EngineName, kernel = kernelOf(name)): Promise<Engine> {
  if (kernel) return createSimdEngine(kernel, name)
  // Only where it is used: TensorFlow.js takes longer to load than a short run to train.
  const [{ loadTensorBackend }, { createTfjsEngine }] = await Promise.all([
    import('./tensor-backend.ts'),
    import('#core/engines/tfjs-engine.ts'),
  ])
  await loadTensorBackend()
  return createTfjsEngine()
}

/** Which engines work here, found out by loading each. */
export const describeEngines = (): Promise<EngineInfo[]> => Promise.all(engineNames.map(describe))

async function describe(name: EngineName): Promise<EngineInfo> {
  if (name === 'tfjs') {
    const { loadTensorBackend } = await import('./tensor-backend.ts')
    return { name, isAvailable: true, ...(await loadTensorBackend()) }
  }
  const backend = name === 'simd' ? 'WebAssembly SIMD' : 'WebAssembly SIMD, fused multiply–add'
  try {
    kernelOf(name)
    return { name, isAvailable: true, backend, note: null }
  } catch (error) {
    return { name, isAvailable: false, backend, note: (error as Error).message }
  }
}
