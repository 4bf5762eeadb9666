import type { ParameterSlider, SliderPoint } from '#shared/gradient-check.ts'
import { log } from '#shared/math/logarithm.ts'
import { isSigmaLearned } from '../engines/network-shape.ts'
import type { Policy } from '../policies/policy.ts'
import { createFloat64Network } from './float64-network.ts'
import { createParameterMap } from './parameter-map.ts'
import { dot } from './vectors.ts'

/** One number that says all there is to say of a policy, and the θ it stands for. */
export interface Slider {
  readonly description: ParameterSlider
  parametersAt(value: number): Float64Array
}

/**
 * The slider of a linear policy that is given `inputs` [states × input size]: P(second action) where
 * it has two actions and all states look alike, or the mean of a Gaussian. Null: there is none.
 */
export function createSlider(
  policy: Policy,
  inputs: Float32Array,
  actionLabels: readonly string[] = [],
): Slider | null {
  const { shape } = policy.network
  const { head, inputSize } = shape
  const seen = inputs.subarray(0, inputSize)
  const looksAlike = inputs.every((value, i) => value === seen[i % inputSize])
  if (shape.hiddenSizes.length > 0 || !looksAlike) return null

  const map = createParameterMap(policy)
  const network = createFloat64Network(shape, seen)
  const zero = new Float64Array(policy.network.parameters.length)
  /** The shortest θ whose outputs lie `amount` along `outputs`. */
  const along = (outputs: readonly number[], amount: number) => {
    const direction = map.gradient(network.backward(zero, Float64Array.from(outputs)))
    return direction.map((x) => (x * amount) / dot(direction, direction))
  }

  if (head.kind === 'categorical' && head.actions === 2) {
    return {
      description: {
        label: `P(${actionLabels[1] ?? 'second action'})`,
        low: 0.01,
        high: 0.99,
        initial: 0.5,
      },
      parametersAt: (p) => along([-1, 1], log(p / (1 - p))),
    }
  }
  if (head.kind === 'gaussian' && head.size === 1) {
    return {
      description: { label: 'mean μ', low: -3, high: 3, initial: 0 },
      parametersAt(mean) {
        const parameters = along([1], mean)
        if (isSigmaLearned(head)) {
          // The last of θ, whether or not there is a bias before it.
          parameters[parameters.length - 1] = log(head.initialSigma)
        }
        return parameters
      },
    }
  }
  return null
}

/** Points along the slider, both ends included. */
const GRID = 100
const GOLDEN = (Math.sqrt(5) - 1) / 2
/** Makes an interval of the slider's grid shorter than 1e-9 of it. */
const NARROWINGS = 44

/** J along the slider. */
export function sliderCurve(
  { description, parametersAt }: Slider,
  objective: (parameters: Float64Array) => number,
): SliderPoint[] {
  const { low, high } = description
  return Array.from({ length: GRID }, (_, i) => {
    const value = low + ((high - low) * i) / (GRID - 1)
    return { value, J: objective(parametersAt(value)) }
  })
}

/** Where J is largest: on the curve, then by golden sections beside the best point of it. */
export function sliderOptimum(
  slider: Slider,
  objective: (parameters: Float64Array) => number,
): SliderPoint {
  const { low, high } = slider.description
  const at = (value: number) => ({ value, J: objective(slider.parametersAt(value)) })
  const best = sliderCurve(slider, objective).reduce((most, point) =>
    point.J > most.J ? point : most,
  )
  const step = (high - low) / (GRID - 1)
  let from = Math.max(low, best.value - step)
  let to = Math.min(high, best.value + step)
  for (let i = 0; i < NARROWINGS; i++) {
    const width = GOLDEN * (to - from)
    if (at(to - width).J < at(from + width).J) from = to - width
    else to = from + width
  }
  return at((from + to) / 2)
}
