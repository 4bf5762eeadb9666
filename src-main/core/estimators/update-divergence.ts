import type { Crew } from '../crew.ts'
import type { Engine } from '../engines/engine.ts'
import { meanKl } from '../policies/parameter-space.ts'
import type { Policy } from '../policies/policy.ts'

/** A look at all rows would cost a third of an update. */
const ROWS = 128

/** How far an update moved the policy. */
export interface UpdateDivergence {
  /** Keeps θ as it is now, and some observations of the crew's last sample, evenly spread. */
  remember(crew: Pick<Crew, 'copyObservations'>, steps: number): Generator<void, void>
  /** Mean KL(π_remembered ‖ π) over the kept observations, nats; exact for each of them. */
  measure(): number
}

export function createUpdateDivergence(policy: Policy, { allocate }: Engine): UpdateDivergence {
  const { inputSize } = policy.network.shape
  const observations = allocate(ROWS * inputSize)
  const before = new Float32Array(policy.parameters.length)
  let count = 0

  return {
    *remember(crew, steps) {
      before.set(policy.parameters)
      count = Math.min(ROWS, steps)
      const rows = Int32Array.from({ length: count }, (_, i) => Math.floor((i * steps) / count))
      yield* crew.copyObservations(rows, observations)
    },
    measure: () => meanKl(policy, { observations, from: 0, count }, before),
  }
}
