import type { EngineName } from '#shared/config/engine.ts'
import type { Provenance } from '#shared/run-history.ts'

/**
 * What decides the bits of a run beside its configuration: a run that one of them began, no other may
 * go on with. V8 computes sines and logarithms; of the engines, simd alone rounds alike on every machine.
 */
export function madeBy(
  { version, buildHash, kernelHash, processor }: Provenance,
  engine: EngineName,
): string {
  return [
    `version ${version}${buildHash === null ? '' : ` (build ${buildHash})`}`,
    `V8 ${process.versions.v8}`,
    ...(kernelHash === null ? [] : [`kernel ${kernelHash}`]),
    ...(engine === 'simd' ? [] : [processor]),
  ].join(', ')
}
