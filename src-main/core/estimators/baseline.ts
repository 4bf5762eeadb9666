import type { RunConfig } from '#shared/run-config.ts'
import type { Saveable } from '../saveable.ts'

/** Share of the old value in the running mean after a batch. */
const MEMORY = 0.9

/** A guess of the weight, made before the batch it judges is seen: that keeps the gradient unbiased. */
export interface Baseline extends Saveable<number | null> {
  /** What to subtract; null: nothing. */
  value(): number | null
  /** Learns from a batch's mean weight, after the batch was judged. */
  observe(meanWeight: number): void
}

const noBaseline: Baseline = {
  value: () => null,
  observe: () => undefined,
  save: () => null,
  restore: () => undefined,
}

/** A running mean of the batches' mean weights; the first batch is judged against 0. */
function createMeanBaseline(): Baseline {
  let mean: number | null = null
  return {
    value: () => mean ?? 0,
    observe(meanWeight) {
      mean = mean === null ? meanWeight : MEMORY * mean + (1 - MEMORY) * meanWeight
    },
    save: () => mean,
    restore(state) {
      mean = state
    },
  }
}

export const createBaseline = (kind: RunConfig['estimator']['baseline']): Baseline =>
  kind === 'mean' ? createMeanBaseline() : noBaseline
