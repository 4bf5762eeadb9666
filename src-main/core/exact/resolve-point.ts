import { ApiError } from '#shared/errors.ts'
import type { LabPoint } from '#shared/gradient-check.ts'
import type { ObservationMoments } from '../features/observation-moments.ts'
import type { Policy } from '../policies/policy.ts'
import { createParameterMap } from './parameter-map.ts'
import type { Slider } from './parameter-slider.ts'

/** A θ to look at, with what a run stored in the place of the run's number. */
export type ResolvedPoint =
  | Exclude<LabPoint, { kind: 'run' }>
  | {
      readonly kind: 'network'
      readonly networkParameters: Float32Array
      readonly observationMoments: ObservationMoments | null
    }

/** θ in float64; the policy's own parameters are those of a run's start. */
export function resolvePoint(
  point: ResolvedPoint,
  policy: Policy,
  slider: Slider | null,
): Float64Array {
  const { length } = policy.parameters
  switch (point.kind) {
    case 'zero':
      return new Float64Array(length)
    case 'initial':
      return Float64Array.from(policy.parameters)
    case 'network':
      return createParameterMap(policy).fromNetwork(point.networkParameters)
    case 'vector': {
      const { parameters } = point
      if (parameters.length === length) return Float64Array.from(parameters)
      throw invalid(`θ has ${parameters.length} numbers; this policy has ${length}`)
    }
    case 'slider': {
      if (slider === null) {
        throw invalid(
          'A slider needs a linear policy of one mean, or of two actions in states that look alike; give θ as a vector',
        )
      }
      const { label, low, high } = slider.description
      if (point.value >= low && point.value <= high) return slider.parametersAt(point.value)
      throw invalid(`The slider is at ${point.value}; ${label} must be from ${low} to ${high}`)
    }
  }
}

const invalid = (message: string) => new ApiError('invalid-params', message)
