import type { ScoreSquares } from '../gradient-sums.ts'
import { mean } from '../returns.ts'
import { MEMORY, type Baseline, type ComponentBaseline } from './baseline.ts'

/**
 * The constant of least variance for each component k of θ, b_k = E[S_k² R]/E[S_k²] with
 * S = Σ_t ∇log π(a_t|s_t) and R the return (Peters & Schaal 2008): both expectations from earlier
 * batches, each forgotten like the mean baseline. The first batch is judged against 0.
 */
export function createOptimalBaseline(parameterCount: number): Baseline {
  /** Sums over earlier batches, the older the less: S_k², then S_k² R. */
  const sums = new Float64Array(2 * parameterCount)
  const plain = sums.subarray(0, parameterCount)
  const weighted = sums.subarray(parameterCount)
  const known = new Float64Array(parameterCount)

  function recall(): void {
    for (let k = 0; k < parameterCount; k++) {
      known[k] = plain[k]! > 0 ? weighted[k]! / plain[k]! : 0
    }
  }

  const components: ComponentBaseline = {
    write(dividedBy, into) {
      for (let k = 0; k < parameterCount; k++) into[k] = known[k]! / dividedBy
    },
    observe(squares: ScoreSquares, dividedBy) {
      for (let k = 0; k < parameterCount; k++) {
        plain[k] = MEMORY * plain[k]! + squares.plain[k]!
        weighted[k] = MEMORY * weighted[k]! + dividedBy * squares.weighted[k]!
      }
      recall()
    },
  }

  return {
    /** Nothing yet: the rows' weights are the same for every component. */
    subtract: () => mean(known),
    components,
    save: () => sums.slice(),
    restore(state) {
      sums.set(state as Float64Array)
      recall()
    },
  }
}
