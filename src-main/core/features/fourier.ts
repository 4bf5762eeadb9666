import type { ObservationQuantity } from '#shared/environments.ts'
import { wholePower } from '#shared/math/power.ts'
import { cos, sin } from '#shared/math/sine.ts'
import type { Features } from './features.ts'
import { createUnitScale } from './unit-scale.ts'

/**
 * The Fourier basis of Konidaris, Osentoski & Thomas (2011): cos(π c·s̄) for all c ∈ {0 … n}^d but 0,
 * which is the constant. Feature Σ_j c_j (n + 1)^j − 1 belongs to c. Their step size per feature,
 * α/‖c‖, is not applied.
 */
export function createFourier(quantities: readonly ObservationQuantity[], order: number): Features {
  const scale = createUnitScale(quantities)
  const scaled = new Float64Array(quantities.length)
  const waves = wholePower(order + 1, quantities.length)
  // exp(iπ c·s̄) is a product of the components' exp(iπ s̄_j): no cosine per feature.
  const cosines = new Float64Array(waves)
  const sines = new Float64Array(waves)
  cosines[0] = 1

  return {
    size: waves - 1,
    write(observation, into, at) {
      scale(observation, scaled)
      for (let j = 0, block = 1; j < scaled.length; j++, block *= order + 1) {
        const turnCos = cos(Math.PI * scaled[j]!)
        const turnSin = sin(Math.PI * scaled[j]!)
        for (let to = block; to < block * (order + 1); to++) {
          const [re, im] = [cosines[to - block]!, sines[to - block]!]
          cosines[to] = re * turnCos - im * turnSin
          sines[to] = re * turnSin + im * turnCos
        }
      }
      for (let i = 1; i < waves; i++) into[at + i - 1] = cosines[i]!
    },
  }
}
