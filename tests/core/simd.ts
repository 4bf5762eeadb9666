import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createSimdEngine } from '#core/engines/simd/simd-engine.ts'
import { instantiateKernel } from '#core/engines/simd/kernel.ts'

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The kernel as it is built from the sources of this checkout. */
function loadTestModule(build: 'simd128' | 'relaxed' = 'simd128'): WebAssembly.Module {
  execFileSync(process.execPath, [inProject('scripts/build-kernel.ts')], { stdio: 'inherit' })
  return new WebAssembly.Module(readFileSync(inProject(`out/kernel/kernel-${build}.wasm`)))
}

export const loadSimdEngine = (build?: 'simd128' | 'relaxed') =>
  createSimdEngine(loadTestModule(build))

export const loadTestKernel = (build?: 'simd128' | 'relaxed') =>
  instantiateKernel(loadTestModule(build))
