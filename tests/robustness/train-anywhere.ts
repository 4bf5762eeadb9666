import type { KernelModule } from '#core/engines/simd/kernel.ts'
import { createSimdEngine } from '#core/engines/simd/simd-engine.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { updateMetrics } from '#shared/metrics.ts'
import { presets } from '#shared/presets.ts'

/* Once bundled, it runs in any program that has JavaScript and WebAssembly. */

/** Trains every preset with three seeds for some steps; returns a line each, with a hash of all its numbers. */
export function trainAll(kernel: object, environmentSteps: number): string[] {
  const number = new Float64Array(1)
  const words = new Uint32Array(number.buffer)
  return Object.entries(presets).flatMap(([name, preset]) =>
    [1, 2, 3].map((seed) => {
      const config = { ...preset.config, seed }
      const training = createTraining(config, createSimdEngine(kernel as KernelModule, 'simd'))
      let [a, b] = [0, 0]
      const add = (value: number | null) => {
        number[0] = value === null || Number.isNaN(value) ? 1e300 : value + 0
        for (const word of words) {
          a = Math.imul(a ^ word, 0x01000193)
          b = (Math.imul(b, 31) + word) | 0
        }
      }
      for (const event of train(config, training)) {
        if (event.kind === 'episode') {
          add(event.episode.episodeReturn)
          add(event.episode.length)
        } else if (event.kind === 'update') {
          for (const metric of updateMetrics) add(event.update[metric])
          if (event.update.environmentSteps >= environmentSteps) break
        }
      }
      training.policy.network.parameters.forEach(add)
      return `${name} ${seed} ${a >>> 0} ${b >>> 0}`
    }),
  )
}
