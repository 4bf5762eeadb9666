import type { RunConfig } from './config/shape.ts'

/*
 * Upper bounds of what some estimators hold beyond what all do; tests/core/memory.test.ts holds them
 * against what training takes.
 */

/** Σ∇H of all groups of players and of one. */
const ENTROPY_FLOATS_PER_PARAMETER = 4
/** Σ S² and Σ S²R, of all groups, of one and in float64 of earlier batches; S, b and their copies. */
const OPTIMAL_FLOATS_PER_PARAMETER = 4 + 6 + 10
/** One number of every row, doubled and once outgrown. */
const CONSTANT_BYTES_PER_STEP = 3 * 4
/** Values, targets and order, doubled and once outgrown; targets and returns once more. */
const VALUE_BYTES_PER_STEP = 3 * (8 + 8 + 4) + 5 * 8
/** Flag, tail and observation of a trajectory's end, doubled and outgrown on the way there. */
const END_BYTES = 4 * (1 + 8)
const END_BYTES_PER_INPUT = 4 * 4

/** Bytes the entropy bonus and the optimal baseline take, of `parameters` and a batch of `steps` rows. */
export function estimatorBytes(
  { baseline, entropyCoefficient }: RunConfig['estimator'],
  parameters: number,
  steps: number,
): number {
  const entropy = 4 * ENTROPY_FLOATS_PER_PARAMETER * parameters + CONSTANT_BYTES_PER_STEP * steps
  const optimal = 4 * OPTIMAL_FLOATS_PER_PARAMETER * parameters + CONSTANT_BYTES_PER_STEP * steps
  return (entropyCoefficient > 0 ? entropy : 0) + (baseline === 'optimal' ? optimal : 0)
}

/** Bytes that values take beside their network. */
export function valueBytes(
  { estimator, batch }: Pick<RunConfig, 'estimator' | 'batch'>,
  inputSize: number,
  steps: number,
): number {
  const trajectories = 'episodes' in batch ? batch.episodes : steps + batch.environments
  const ends = estimator.truncation === 'bootstrap' ? trajectories : 0
  const rows = Math.min(estimator.value.minibatchSteps, steps)
  return (
    VALUE_BYTES_PER_STEP * steps +
    (END_BYTES + END_BYTES_PER_INPUT * inputSize) * ends +
    (4 * inputSize + 8) * rows
  )
}
