import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from '../engines/engine.ts'
import { createEnvironment } from '../environments/create-environment.ts'
import type { Environment } from '../environments/environment.ts'
import { createNormalizer } from '../features/observation-normalizer.ts'
import { withPolicyInput } from '../features/policy-input.ts'
import { type Policy } from '../policies/policy.ts'
import { createPolicy } from '../policies/create-policy.ts'
import { createRng } from '../rng.ts'
import { createExactObjective } from './create-exact-objective.ts'
import type { ExactObjective } from './exact-objective.ts'
import { createSlider, type Slider } from './parameter-slider.ts'
import { resolvePoint, type ResolvedPoint } from './resolve-point.ts'

/** A policy at one θ, with all that is known of it exactly. */
export interface Lab {
  readonly estimator: RunConfig['estimator']
  /** Its observations are the network's input. */
  readonly environment: Environment
  /** Numbers in the environment's own state vector. */
  readonly ownStateSize: number
  /** At θ, in float32. */
  readonly policy: Policy
  readonly exact: ExactObjective
  readonly slider: Slider | null
  /** θ. */
  readonly parameters: Float64Array
}

/** Refuses what has no exact values, in a sentence. */
export function createLab(config: RunConfig, engine: Engine, point: ResolvedPoint): Lab {
  const { estimator, seed } = config
  const moments = point.kind === 'network' ? point.observationMoments : null
  const normalizer = createNormalizer(config, moments)
  const environment = withPolicyInput(createEnvironment(config.environment), config, normalizer)
  const policy = createPolicy(config, engine, createRng(seed, 'initial-parameters'))
  const { exact, ownStateSize } = createExactObjective(config, environment, policy)
  const { actionSpace } = describeEnvironment(config.environment)
  const labels = actionSpace.kind === 'discrete' ? actionSpace.labels : []
  const slider = createSlider(policy, exact.inputs, labels)
  const parameters = resolvePoint(point, policy, slider)
  policy.parameters.set(parameters)
  policy.parametersChanged()
  return { estimator, environment, ownStateSize, policy, exact, slider, parameters }
}
