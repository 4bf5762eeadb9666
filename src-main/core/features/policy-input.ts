import { describeEnvironment } from '#shared/environments.ts'
import { indexCount, inputQuantities, type PolicyInputSettings } from '#shared/policy-input.ts'
import type { Environment } from '../environments/environment.ts'
import type { Features } from './features.ts'
import { createFourier } from './fourier.ts'
import { createOneHot } from './one-hot.ts'
import { createPolynomial } from './polynomial.ts'
import { createTileCoding } from './tile-coding.ts'

/**
 * The environment as the policy's network sees it: `observe` writes the network's input. All else is
 * the environment's own. Where the observation is the input, it is the environment itself.
 */
export function withPolicyInput(
  environment: Environment,
  config: PolicyInputSettings,
): Environment {
  const features = createFeatures(config)
  if (features === null) return environment
  const observation = new Float32Array(environment.observationSize)
  return {
    ...environment,
    observationSize: features.size,
    observe(state, at, input, inputAt) {
      environment.observe(state, at, observation, 0)
      features.write(observation, input, inputAt)
    },
  }
}

/** What the network is given of an observation; null: all of it, as it is. */
function createFeatures(config: PolicyInputSettings): Features | null {
  const { environment, policy } = config
  const values = indexCount(describeEnvironment(environment))
  if (values !== null) return createOneHot(values)
  if (policy.kind === 'mlp') return null
  const quantities = inputQuantities(config)
  switch (policy.features) {
    case 'polynomial':
      return createPolynomial(quantities.length, policy.polynomialDegree)
    case 'fourier':
      return createFourier(quantities, policy.fourierOrder)
    case 'tile-coding':
      return createTileCoding(quantities, policy.tilings, policy.tilesPerDimension)
    case 'raw':
    case 'interaction':
    case 'one-hot':
      return null
  }
}
