import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ARITHMETIC_VERSION } from '#shared/arithmetic.ts'
import type { Provenance } from '#shared/run-history.ts'
import packageJson from '../package.json' with { type: 'json' }

/** Beside the bundled main process the build leaves the hash of its sources; from source there is none. */
function buildHash(): string | null {
  const file = fileURLToPath(new URL('../built-from', import.meta.url))
  if (!existsSync(file)) return null
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
}

/** This program and what it runs on. */
export const describeMachine = (): Omit<Provenance, 'sqlite' | 'kernelHash' | 'threads'> => ({
  version: packageJson.version,
  buildHash: buildHash(),
  arithmetic: ARITHMETIC_VERSION,
  node: process.versions.node,
  v8: process.versions.v8,
  electron: process.versions['electron'] ?? null,
  operatingSystem: `${type()} ${release()}, ${process.arch}`,
  processor: cpus()[0]?.model.trim() || process.arch,
  cores: availableParallelism(),
})

/** How many runs train at once unless someone chose: one core is left to the window. */
export const defaultWorkers = (): number => Math.max(1, availableParallelism() - 1)
