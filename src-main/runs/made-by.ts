import type { EngineName } from '#shared/config/engine.ts'
import type { Provenance } from '#shared/run-history.ts'

/**
 * What decides the bits of a run beside its configuration: a run that one of them began, no other may go on with.
 * Of the engines, simd alone rounds alike on every machine; which backend tfjs has, its worker compares.
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

/** The program that trained a run, and what else may have decided its bits. */
export function describeMaker(provenance: Provenance, engine: EngineName): string {
  const { version, electron, node, v8 } = provenance
  const program = electron === null ? `Node ${node}` : `Electron ${electron}`
  return [
    `version ${version} in ${program}${v8 === null ? '' : ` with V8 ${v8}`}`,
    madeBy(provenance, engine),
  ].join(', ')
}
