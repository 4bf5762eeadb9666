import type { RunConfig } from '#shared/run-config.ts'
import { mean, meanOverTrajectories } from '../returns.ts'
import { MEMORY, type Baseline } from './baseline.ts'

/** A running mean of the batches' mean weights; the first batch is judged against 0. */
export function createMeanBaseline(weight: RunConfig['estimator']['weight']): Baseline {
  let known: number | null = null
  return {
    subtract(weights, batch) {
      const expected = known ?? 0
      const found = weight === 'return' ? meanOverTrajectories(weights, batch) : mean(weights)
      known = known === null ? found : MEMORY * known + (1 - MEMORY) * found
      for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! - expected
      return expected
    },
    components: null,
    save: () => known,
    restore(state) {
      known = state as number | null
    },
  }
}
