import {
  describeEnvironment,
  type EnvironmentDescription,
  type ObservationQuantity,
} from './environments.ts'
import type { RunConfig } from './config/shape.ts'
import { wholePower } from './math/power.ts'

/** What decides how an observation becomes the input of the policy's network. */
export type PolicyInputSettings = Pick<RunConfig, 'environment' | 'policy' | 'estimator'>

/** How many values an observation has that is one index; null: it is made of quantities. */
export function indexCount({ observation }: EnvironmentDescription): number | null {
  const [first] = observation
  return observation.length === 1 ? (first!.values ?? null) : null
}

/** Whether the network is given the share of the time limit that is left. */
export const seesTime = ({ estimator }: PolicyInputSettings): boolean =>
  estimator.truncation === 'time-aware'

const timeLeft: ObservationQuantity = { label: 'time left', range: [0, 1] }

/** The quantities that features are made of. */
export function inputQuantities(config: PolicyInputSettings): readonly ObservationQuantity[] {
  const { observation } = describeEnvironment(config.environment)
  return seesTime(config) ? [...observation, timeLeft] : observation
}

/**
 * Numbers the policy's network is given at every step. The constant feature is none of them: the
 * network's biases are its weights.
 */
export function inputSize(config: PolicyInputSettings): number {
  const { environment, policy } = config
  const values = indexCount(describeEnvironment(environment))
  if (values !== null) return values + (seesTime(config) ? 1 : 0)
  const quantities = inputQuantities(config).length
  if (policy.kind === 'mlp') return quantities
  switch (policy.features) {
    case 'polynomial':
      return monomialCount(quantities, policy.polynomialDegree) - 1
    case 'fourier':
      return wholePower(policy.fourierOrder + 1, quantities) - 1
    case 'tile-coding':
      return policy.tilings * wholePower(policy.tilesPerDimension + 1, quantities)
    case 'raw':
    case 'interaction':
    case 'one-hot':
      return quantities
  }
}

/** Monomials of up to `degree` in so many variables, 1 included: (variables + degree choose degree). */
function monomialCount(variables: number, degree: number): number {
  let count = 1
  for (let i = 1; i <= degree; i++) count = (count * (variables + i)) / i
  return count
}
