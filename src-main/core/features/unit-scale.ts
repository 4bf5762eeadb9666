import type { ObservationQuantity } from '#shared/environments.ts'

/** Writes s̄, the observation with each quantity's range scaled to [0, 1] and clipped there. */
export type UnitScale = (observation: Float32Array, into: Float64Array) => void

export function createUnitScale(quantities: readonly ObservationQuantity[]): UnitScale {
  const low = Float64Array.from(quantities, ({ range }) => range![0])
  const width = Float64Array.from(quantities, ({ range }) => range![1] - range![0])
  return (observation, into) => {
    for (let j = 0; j < low.length; j++) {
      into[j] = Math.min(1, Math.max(0, (observation[j]! - low[j]!) / width[j]!))
    }
  }
}
