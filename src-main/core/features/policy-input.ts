import { describeEnvironment } from '#shared/environments.ts'
import { indexCount, type PolicyInputSettings } from '#shared/policy-input.ts'
import type { Environment } from '../environments/environment.ts'
import type { Features } from './features.ts'
import { createOneHot } from './one-hot.ts'

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
function createFeatures({ environment }: PolicyInputSettings): Features | null {
  const values = indexCount(describeEnvironment(environment))
  return values === null ? null : createOneHot(values)
}
