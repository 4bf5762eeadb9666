import * as z from 'zod'

export const engineNames = ['simd', 'simd-relaxed', 'tfjs'] as const
export type EngineName = (typeof engineNames)[number]

/** What computes actions and gradients. */
export const engine = z
  .enum(engineNames)
  .default('simd')
  .describe(
    'What computes actions and gradients.\nsimd: a fused WebAssembly kernel, the same bits on every machine.\nsimd-relaxed: the same with fused multiply–add; faster, but reproducible on one kind of processor only.\ntfjs: TensorFlow.js, the independent reference, whose bits depend on its backend.',
  )
  .meta({ title: 'Engine' })
