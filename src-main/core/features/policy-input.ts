import { describeEnvironment } from '#shared/environments.ts'
import { indexCount, inputQuantities, seesTime } from '#shared/policy-input.ts'
import type { PolicyInputSettings } from '#shared/policy-input.ts'
import type { Environment } from '../environments/environment.ts'
import { withTimeLeft } from '../environments/time-limit.ts'
import { withFeatures, type Features } from './features.ts'
import { createFourier } from './fourier.ts'
import { withNormalizedObservation } from './observation-normalizer.ts'
import type { ObservationNormalizer } from './observation-normalizer.ts'
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
  normalizer: ObservationNormalizer | null = null,
): Environment {
  const description = describeEnvironment(config.environment)
  const timed = (observed: Environment) =>
    seesTime(config) ? withTimeLeft(observed, description.maxEpisodeSteps) : observed
  const values = indexCount(description)
  if (values !== null) return timed(withFeatures(environment, createOneHot(values)))
  const features = createFeatures(config)
  const observed = timed(
    normalizer === null ? environment : withNormalizedObservation(environment, normalizer),
  )
  return features === null ? observed : withFeatures(observed, features)
}

/** What the network is given of quantities; null: all of them, as they are. */
function createFeatures(config: PolicyInputSettings): Features | null {
  const { policy } = config
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
