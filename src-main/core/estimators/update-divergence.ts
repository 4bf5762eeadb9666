import type { Crew } from '../crew.ts'
import { type Engine } from '../engines/engine.ts'
import { outputSize } from '../engines/network-shape.ts'
import { logSigmaIn } from '../engines/head-math.ts'
import type { Policy } from '../policies/policy.ts'

/** A look at all rows would cost a third of an update. */
const ROWS = 128

/** How far an update moved the policy. */
export interface UpdateDivergence {
  /** Keeps what π is now at some observations of the crew's last sample, evenly spread. */
  remember(crew: Pick<Crew, 'copyObservations'>, steps: number): Generator<void, void>
  /** Mean KL(π_remembered ‖ π) over the kept observations, nats; exact for each of them. */
  measure(): number
}

export function createUpdateDivergence(policy: Policy, { allocate }: Engine): UpdateDivergence {
  const { network } = policy
  const { shape } = network
  const { inputSize } = shape
  const observations = allocate(ROWS * inputSize)
  const outputs = new Float32Array(ROWS * outputSize(shape.head))
  let logSigma = new Float32Array(0)
  let count = 0

  return {
    *remember(crew, steps) {
      count = Math.min(ROWS, steps)
      const rows = Int32Array.from({ length: count }, (_, i) => Math.floor((i * steps) / count))
      yield* crew.copyObservations(rows, observations)
      network.forward(observations, 0, count, outputs.subarray(0, count * outputSize(shape.head)))
      logSigma = logSigmaIn(shape, network.parameters).slice()
    },
    measure: () => network.meanKlFrom({ observations, from: 0, count }, outputs, logSigma),
  }
}
