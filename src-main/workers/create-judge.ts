import type { Engine } from '#core/engines/engine.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import type { ValueFunction } from '#core/estimators/value-function.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { createLearnedValues } from '#core/training.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { EstimatorKnowledge } from './estimator-knowledge.ts'
import type { PolicyCheckpoint } from './protocol.ts'

/** A policy that plays, and what the run's estimator knew beside it; null where that is not known. */
export type JudgeState = EstimatorKnowledge &
  Pick<PolicyCheckpoint, 'parameters' | 'observationMoments'>

export type JudgeOfRun = ReturnType<typeof createJudge>

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
    /** Gives back what it holds of its engine. */
    dispose() {
      policy.network.dispose()
      values?.dispose()
    },
  }
}

/** Judges of the last few configurations that were asked for; the others are disposed of. */
export function createJudges(most: number) {
  const judges = new Map<string, JudgeOfRun>()
  return {
    /** The judge of a configuration; valid until so many others were asked for. */
    of(config: RunConfig, engine: Engine): JudgeOfRun {
      const key = JSON.stringify(config)
      const judge = judges.get(key) ?? createJudge(config, engine)
      judges.delete(key)
      judges.set(key, judge)
      const [oldest] = judges
      if (judges.size > most && oldest) {
        judges.delete(oldest[0])
        oldest[1].dispose()
      }
      return judge
    },
  }
}
