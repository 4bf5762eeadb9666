import { createBatch, type Batch } from '#core/batch.ts'
import type { Policy } from '#core/policies/policy.ts'
import { createRng } from '#core/rng.ts'

export const LENGTHS = [1, 40, 7, 23]
export const STEPS = LENGTHS.reduce((sum, length) => sum + length, 0)

/** Four trajectories of different lengths, laid by time, with the policy's own actions. */
export function played(policy: Policy): { batch: Batch; weights: Float32Array } {
  const rng = createRng(3, 'rows')
  const { inputSize } = policy.network.shape
  const places = LENGTHS.flatMap((length, k) => Array.from({ length }, (_, t) => ({ t, k })))
  places.sort((a, b) => a.t - b.t || a.k - b.k)
  const batch: Batch = {
    ...createBatch(),
    steps: STEPS,
    trajectories: LENGTHS.length,
    observations: Float32Array.from({ length: STEPS * inputSize }, () => rng.normal()),
    actions: new Float32Array(STEPS),
    rewards: new Float64Array(STEPS),
    trajectory: Int32Array.from(places, ({ k }) => k),
    time: Int32Array.from(places, ({ t }) => t),
  }
  const noise = Float64Array.from({ length: STEPS }, () => rng.uniform())
  policy.network.sample({ ...batch, from: 0, count: STEPS }, noise)
  return { batch, weights: Float32Array.from({ length: STEPS }, () => rng.normal()) }
}

/** The gradient of some rows alone, in θ. */
export function gradientOf(policy: Policy, batch: Batch, weights: Float32Array, k: number | null) {
  const own = weights.map((weight, row) => (k === null || batch.trajectory[row] === k ? weight : 0))
  const sum = new Float32Array(policy.network.parameters.length)
  policy.network.addScoreGradient({ ...batch, from: 0, count: batch.steps }, own, sum)
  return policy.parameterGradient(sum)
}
