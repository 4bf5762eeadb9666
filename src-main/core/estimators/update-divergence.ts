import type { Batch } from '../batch.ts'
import type { Engine } from '../engines/engine.ts'
import { meanKl } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'

/** A look at all rows would cost a third of an update. */
const ROWS = 128

/** How far an update moved the policy. */
export interface UpdateDivergence {
  /** Keeps θ as it is now, and some observations of the batch, evenly spread. */
  remember(batch: Batch): void
  /** Mean KL(π_remembered ‖ π) over the kept observations, nats; exact for each of them. */
  measure(): number
}

export function createUpdateDivergence(policy: Policy, { allocate }: Engine): UpdateDivergence {
  const { inputSize } = policy.network.shape
  const observations = allocate(ROWS * inputSize)
  const before = new Float32Array(policy.parameters.length)
  let count = 0

  return {
    remember(batch) {
      before.set(policy.parameters)
      count = Math.min(ROWS, batch.steps)
      for (let i = 0; i < count; i++) {
        const row = Math.floor((i * batch.steps) / count)
        const at = row * inputSize
        for (let j = 0; j < inputSize; j++) {
          observations[i * inputSize + j] = batch.observations[at + j]!
        }
      }
    },
    measure: () => meanKl(policy, { observations, from: 0, count }, before),
  }
}
