import type { Training } from '#core/training.ts'
import { serializeKnowledge } from './estimator-knowledge.ts'
import type { PolicyCheckpoint } from './protocol.ts'

/** A copy of the policy as it is now, with what the run's estimator has learned beside it. */
export function policySnapshot(
  training: Pick<Training, 'policy' | 'normalizer' | 'baseline' | 'valueFunction' | 'progress'>,
): PolicyCheckpoint {
  const { policy, normalizer, progress } = training
  return {
    update: progress.current.updates,
    parameters: policy.network.parameters.slice(),
    observationMoments: normalizer?.save() ?? null,
    estimatorState: serializeKnowledge(training),
  }
}
