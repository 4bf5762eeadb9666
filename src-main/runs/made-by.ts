import type { EngineName } from '#shared/config/engine.ts'
import type { Provenance } from '#shared/run-history.ts'

/**
 * Describes what decides the bits of a run besides its configuration. A run that was begun with one
 * value cannot be continued with another. Only `simd` rounds alike on every machine; the worker
 * compares the backend of tfjs.
 */
export const madeBy = (
  { arithmetic, kernelHash, processor }: Provenance,
  engine: EngineName,
): string =>
  [
    `arithmetic ${arithmetic}`,
    ...(kernelHash === null ? [] : [`kernel ${kernelHash}`]),
    ...(engine === 'simd' ? [] : [processor]),
  ].join(', ')

/** Names the program that trained a run, and whatever else may have decided its bits. */
export function describeMaker(provenance: Provenance, engine: EngineName): string {
  const { version, electron, node, v8 } = provenance
  const program = electron === null ? `Node ${node}` : `Electron ${electron}`
  return [
    `version ${version} in ${program}${v8 === null ? '' : ` with V8 ${v8}`}`,
    madeBy(provenance, engine),
  ].join(', ')
}
