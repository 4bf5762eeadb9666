import { deserialize, serialize } from 'node:v8'
import type { BaselineState } from '#core/estimators/baselines/baseline.ts'
import type { ValueFunctionState } from '#core/estimators/value-function.ts'
import type { Training } from '#core/training.ts'

/** What an estimator has learned; undefined: it is not known. */
export interface EstimatorKnowledge {
  readonly baseline: BaselineState | undefined
  readonly valueFunction: ValueFunctionState | null
}

export const serializeKnowledge = ({
  baseline,
  valueFunction,
}: Pick<Training, 'baseline' | 'valueFunction'>): Uint8Array => {
  // A baseline for each component of θ is twice as long as θ, and no step has a number of it.
  const known = baseline.components ? undefined : baseline.save()
  return serialize({ baseline: known, valueFunction: valueFunction?.save() ?? null })
}

export const knowledgeOf = (bytes: Uint8Array | undefined): EstimatorKnowledge =>
  bytes === undefined
    ? { baseline: undefined, valueFunction: null }
    : (deserialize(bytes) as EstimatorKnowledge)
