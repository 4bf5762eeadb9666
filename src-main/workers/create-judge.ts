import type { Engine } from '#core/engines/engine.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import type { ValueFunction } from '#core/estimators/value-function.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { createPolicy } from '#core/policies/policy.ts'
import { createRng } from '#core/rng.ts'
import { createLearnedValues } from '#core/training.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { EstimatorKnowledge } from './estimator-knowledge.ts'
import type { PolicyCheckpoint } from './protocol.ts'

/** A policy that plays, and what the run's estimator knew beside it; null where that is not known. */
export type JudgeState = EstimatorKnowledge &
  Pick<PolicyCheckpoint, 'parameters' | 'observationMoments'>

/** A policy of its own to play a run's episodes with, with copies of what judges them. */
export function createJudge(config: RunConfig, engine: Engine) {
  const policy = createPolicy(config, engine, createRng(config.seed, 'initial-parameters'))
  const baseline = createBaseline(config.estimator, policy.parameters.length)
  // Where V is not known, none is made.
  let values: ValueFunction | null = null
  return {
    /** Takes over a state; valid until the next. */
    take({ parameters, observationMoments, ...known }: JudgeState) {
      policy.network.parameters.set(parameters)
      policy.network.parametersChanged()
      if (known.baseline !== undefined) baseline.restore(known.baseline)
      if (known.valueFunction !== null) {
        values ??= createLearnedValues(config, engine, policy)
        values?.restore(known.valueFunction)
      }
      const isBaselineKnown = known.baseline !== undefined || config.estimator.baseline === 'none'
      return {
        policy,
        normalizer: createNormalizer(config, observationMoments),
        baseline: isBaselineKnown ? baseline : null,
        valueFunction: known.valueFunction === null ? null : values,
      }
    },
    dispose: () => policy.network.dispose(),
  }
}
