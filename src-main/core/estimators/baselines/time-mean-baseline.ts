import { MEMORY, type Baseline } from './baseline.ts'

/**
 * A running mean for every step t: of the mean weight at t over those trajectories of a batch that got
 * so far. A t that no earlier batch reached is judged against 0.
 */
export function createTimeMeanBaseline(): Baseline {
  /** By t. Every t before a known one is known. */
  let means = new Float64Array(0)

  return {
    subtract(weights, { steps, time }) {
      let end = 0
      for (let row = 0; row < steps; row++) end = Math.max(end, time[row]! + 1)
      const sums = new Float64Array(end)
      const counts = new Int32Array(end)
      let subtracted = 0
      for (let row = 0; row < steps; row++) {
        const t = time[row]!
        const expected = t < means.length ? means[t]! : 0
        sums[t] = sums[t]! + weights[row]!
        counts[t] = counts[t]! + 1
        weights[row] = weights[row]! - expected
        subtracted += expected
      }
      means = remember(means, sums, counts)
      return subtracted / steps
    },
    components: null,
    save: () => means.slice(),
    restore(state) {
      means = (state as Float64Array).slice() as Float64Array<ArrayBuffer>
    },
  }
}

function remember(means: Float64Array, sums: Float64Array, counts: Int32Array) {
  const result = new Float64Array(Math.max(means.length, sums.length))
  result.set(means)
  for (let t = 0; t < sums.length; t++) {
    if (counts[t] === 0) continue
    const found = sums[t]! / counts[t]!
    result[t] = t < means.length ? MEMORY * means[t]! + (1 - MEMORY) * found : found
  }
  return result
}
