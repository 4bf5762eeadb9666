import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { KernelModule } from '#core/engines/simd/kernel.ts'

/* Node has WebAssembly, but its type library does not describe it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => KernelModule
  validate(bytes: Uint8Array): boolean
}

/** simd128 gives the same bits on every machine; relaxed is faster and rounds as the machine does. */
export type KernelBuild = 'simd128' | 'relaxed'

/** Beside the bundled worker, or seen from its source. */
const folders = ['../kernel/', '../../out/kernel/']

function kernelFile(build: KernelBuild): string {
  const files = folders.map((folder) =>
    fileURLToPath(new URL(`${folder}kernel-${build}.wasm`, import.meta.url)),
  )
  const file = files.find((each) => existsSync(each))
  if (file === undefined) {
    throw new Error(
      `There is no ${files.at(-1)}; "npm run build" compiles the simd engine's kernel`,
    )
  }
  return file
}

/** Whether this machine's WebAssembly knows the relaxed instructions. */
export const isRelaxedSupported = (): boolean =>
  WebAssembly.validate(readFileSync(kernelFile('relaxed')))

const hashes = new Map<KernelBuild, string>()

/** SHA-256 of the compiled kernel, 16 hexadecimal digits: the same one rounds the same way. */
export function kernelHash(build: KernelBuild): string {
  const hash =
    hashes.get(build) ??
    createHash('sha256')
      .update(readFileSync(kernelFile(build)))
      .digest('hex')
      .slice(0, 16)
  hashes.set(build, hash)
  return hash
}

const modules = new Map<KernelBuild, KernelModule>()

/** The compiled kernel, compiled once: the main thread's module is given to all workers. */
export function loadKernelModule(build: KernelBuild): KernelModule {
  const module = modules.get(build) ?? new WebAssembly.Module(readFileSync(kernelFile(build)))
  modules.set(build, module)
  return module
}
