import type { ObservationQuantity } from '#shared/environments.ts'
import { wholePower } from '#shared/math/power.ts'
import type { Features } from './features.ts'
import { createUnitScale } from './unit-scale.ts'

/**
 * Tile coding of Sutton & Barto (2018), 9.5.4: one of the tiles of each grid is active. Grid i of n is
 * displaced along dimension j by (i·(2j + 1) mod n)/n of a tile, the asymmetric offsets 1, 3, 5, …
 *
 * Tile Σ_j k_j (tiles + 1)^j of a grid holds s̄ with floor(s̄_j·tiles + offset) = k_j.
 */
export function createTileCoding(
  quantities: readonly ObservationQuantity[],
  tilings: number,
  tilesPerDimension: number,
): Features {
  const scale = createUnitScale(quantities)
  const dimensions = quantities.length
  const scaled = new Float64Array(dimensions)
  const side = tilesPerDimension + 1
  const tilesPerGrid = wholePower(side, dimensions)
  const size = tilings * tilesPerGrid
  const offsets = Float64Array.from({ length: tilings * dimensions }, (_, i) => {
    const [grid, j] = [Math.floor(i / dimensions), i % dimensions]
    return ((grid * (2 * j + 1)) % tilings) / tilings
  })

  return {
    size,
    write(observation, into, at) {
      scale(observation, scaled)
      into.fill(0, at, at + size)
      for (let grid = 0; grid < tilings; grid++) {
        let tile = 0
        for (let j = dimensions - 1; j >= 0; j--) {
          const offset = offsets[grid * dimensions + j]!
          tile = tile * side + Math.floor(scaled[j]! * tilesPerDimension + offset)
        }
        into[at + grid * tilesPerGrid + tile] = 1
      }
    },
  }
}
