import type { Disagreement } from './config/disagreements.ts'
import { describeEnvironment, type EnvironmentId } from './environments.ts'
import type { RunConfig } from './run-config.ts'

/* What a configuration will take before anything starts. Workers cannot be bounded afterwards. */

const MAX_PARAMETERS = 10_000_000
const MAX_BATCH_BYTES = 2 ** 30
/** Parameters, gradient, two Adam moments and one copy on the way to the engine. */
const BYTES_PER_PARAMETER = 4 * 5

/** What one run takes. */
export interface Cost {
  readonly parameters: number
  /** Bytes held by the parameters, their optimizer and the longest possible batch. */
  readonly bytes: number
  /** Floating-point operations of one environment step: sampling, gradient, no environment. */
  readonly operationsPerStep: number
  /** Environment steps until the budget is used up; episodes are counted at their time limit. */
  readonly mostSteps: number
}

/** Sizes of the policy network's layers, from observation to output. */
export function layerSizes({
  environment,
  policy,
}: Pick<RunConfig, 'environment' | 'policy'>): number[] {
  const { observation, actionSpace } = describeEnvironment(environment.id)
  const outputs = actionSpace.kind === 'discrete' ? actionSpace.labels.length : actionSpace.size
  return [observation.length, ...(policy.kind === 'mlp' ? policy.hiddenSizes : []), outputs]
}

function weightCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i]! + 1) * size, 0)
}

/** Most environment steps one batch can hold. */
function largestBatch(batch: RunConfig['batch'], id: EnvironmentId): number {
  if ('environmentSteps' in batch) return batch.environmentSteps
  return batch.episodes * describeEnvironment(id).maxEpisodeSteps
}

export function estimateCost(config: RunConfig): Cost {
  const sizes = layerSizes(config)
  const parameters = weightCount(sizes)
  const { maxEpisodeSteps, observation } = describeEnvironment(config.environment.id)
  const batchSteps = largestBatch(config.batch, config.environment.id)
  // A row holds the observation, action, reward, weight and bookkeeping.
  const bytesPerStep = 4 * (observation.length + 6)
  const { budget } = config
  return {
    parameters,
    bytes: parameters * BYTES_PER_PARAMETER + batchSteps * bytesPerStep,
    // 2 operations per weight: once to sample, once again in the gradient, twice backwards.
    operationsPerStep: 8 * parameters,
    mostSteps:
      'environmentSteps' in budget
        ? budget.environmentSteps
        : 'episodes' in budget
          ? budget.episodes * maxEpisodeSteps
          : budget.updates * batchSteps,
  }
}

/** Why a configuration is too big to start, if it is. */
export function costProblem(config: RunConfig): Disagreement | null {
  const { parameters, bytes } = estimateCost(config)
  if (parameters > MAX_PARAMETERS) {
    return {
      path: ['policy', 'hiddenSizes'],
      message: `makes a network of ${parameters.toLocaleString('en')} parameters; at most ${MAX_PARAMETERS.toLocaleString('en')} are allowed`,
    }
  }
  if (bytes > MAX_BATCH_BYTES) {
    return {
      path: ['batch'],
      message: `could need ${(bytes / 2 ** 30).toFixed(1)} GiB of memory for one update; at most 1 GiB is allowed, so make it smaller`,
    }
  }
  return null
}
