import { instantiateKernel } from '#core/engines/simd/kernel.ts'
import { loadKernelModule, type KernelBuild } from '#main/workers/kernel-module.ts'

const TURNS = 1_000_000

/** GFLOP/s of a loop that only multiplies and adds in registers: the most any kernel could reach. */
export function createPeakMeter(build: KernelBuild): () => number {
  const { kernel } = instantiateKernel(loadKernelModule(build))
  const measure = () => {
    const startedAt = performance.now()
    kernel.peak(TURNS, 0.9999999)
    return (TURNS * kernel.peakOperations()) / (performance.now() - startedAt) / 1e6
  }
  for (let i = 0; i < 5; i++) measure()
  return measure
}
