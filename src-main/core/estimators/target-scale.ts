import { parameterLayout, type NetworkShape } from '../engines/network-shape.ts'
import type { Saveable } from '../saveable.ts'
import { MEMORY } from './baselines/baseline.ts'
import { mean } from './returns.ts'

/** Below this share of the targets' size, their deviation is rounding. */
const LEAST_DEVIATION = 1e-6

/**
 * Translates between values and what a network puts out, (value − mean)/deviation, so that it learns
 * returns of any size alike. Mean and deviation are those of the targets seen, nine tenths old and one
 * tenth new. When they move, the network's last layer moves with them so that no value changes
 * (PopArt, van Hasselt et al. 2016); only at the first targets it does not, and V begins at their mean.
 */
export interface TargetScale extends Saveable<Float64Array> {
  value(output: number): number
  output(value: number): number
  /** Takes targets in. The network's parameters may have changed after that. */
  observe(targets: Float64Array): void
}

export function createTargetScale(shape: NetworkShape, parameters: Float32Array): TargetScale {
  const { weights, biases } = parameterLayout(shape).layers.at(-1)!
  /** Means of the targets and of their squares; whether there were any. */
  const known = Float64Array.of(0, 0, 0)
  let centre = 0
  let deviation = 1

  function recall(): void {
    const [average, squares, isKnown] = known
    if (isKnown === 0) return
    centre = average!
    const found = Math.sqrt(Math.max(0, squares! - average! * average!))
    deviation = found > LEAST_DEVIATION * Math.sqrt(squares!) ? found : 1
  }

  return {
    value: (output) => centre + deviation * output,
    output: (value) => (value - centre) / deviation,
    observe(targets) {
      const average = mean(targets)
      const squares = mean(targets.map((target) => target * target))
      const isFirst = known[2] === 0
      const kept = isFirst ? 0 : MEMORY
      known[0] = kept * known[0]! + (1 - kept) * average
      known[1] = kept * known[1]! + (1 - kept) * squares
      known[2] = 1
      const before = { centre, deviation }
      recall()
      if (isFirst) return
      const ratio = before.deviation / deviation
      for (let i = weights; i < biases; i++) parameters[i] = parameters[i]! * ratio
      parameters[biases] = parameters[biases]! * ratio + (before.centre - centre) / deviation
    },
    save: () => known.slice(),
    restore(state) {
      known.set(state)
      recall()
    },
  }
}
