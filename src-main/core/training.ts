import type { RunConfig } from '#shared/run-config.ts'
import { createCrew, type Crew, type CrewOptions } from './crew.ts'
import type { Engine } from './engines/engine.ts'
import type { Baseline, BaselineState } from './estimators/baselines/baseline.ts'
import { createBaseline } from './estimators/baselines/create-baseline.ts'
import type { ObservationMoments } from './features/observation-moments.ts'
import { createNormalizer } from './features/observation-normalizer.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { createValueFunction } from './estimators/value-function.ts'
import type { ValueFunction, ValueFunctionState } from './estimators/value-function.ts'
import { type Optimizer, type OptimizerState } from './optimizers/optimizer.ts'
import { createOptimizer } from './optimizers/create-optimizer.ts'
import { type Policy } from './policies/policy.ts'
import { createPolicy } from './policies/create-policy.ts'
import type { PlayersState } from './players.ts'
import { createProgressCounter, type ProgressCounter, type ProgressState } from './progress.ts'
import { createRng } from './rng.ts'
import type { Saveable } from './saveable.ts'

/** Everything that changes while a run trains. Saved between updates, it goes on bit for bit. */
export interface TrainingState {
  readonly policy: Float32Array
  readonly normalizer: ObservationMoments | null
  readonly optimizer: OptimizerState
  readonly baseline: BaselineState
  readonly valueFunction: ValueFunctionState | null
  readonly crew: readonly PlayersState[]
  readonly progress: ProgressState
}

/** The stateful parts of one run. */
export interface Training extends Saveable<TrainingState> {
  readonly engine: Engine
  readonly policy: Policy
  /** What its observations are normalised with; null: they are not. */
  readonly normalizer: ObservationNormalizer | null
  readonly optimizer: Optimizer
  readonly baseline: Baseline
  /** The baseline V(s_t), where it is learned. */
  readonly valueFunction: ValueFunction | null
  readonly crew: Crew
  readonly progress: ProgressCounter
}

/** `gatherCrew` decides in which threads the batches are played; it does not change the result. */
export function createTraining(
  config: RunConfig,
  engine: Engine,
  gatherCrew: (options: CrewOptions) => Crew = createCrew,
): Training {
  const { seed } = config
  const policy = createPolicy(config, engine, createRng(seed, 'initial-parameters'))
  const normalizer = createNormalizer(config)
  const optimizer = createOptimizer(config.optimizer, policy.parameters.length, engine, seed)
  const baseline = createBaseline(config.estimator, policy.parameters.length)
  const valueFunction = createLearnedValues(config, engine, policy)
  const crew = gatherCrew({ config, engine, policy, normalizer })
  const progress = createProgressCounter(config)
  return {
    engine,
    policy,
    normalizer,
    optimizer,
    baseline,
    valueFunction,
    crew,
    progress,
    save: () => ({
      policy: policy.save(),
      normalizer: normalizer?.save() ?? null,
      optimizer: optimizer.save(),
      baseline: baseline.save(),
      valueFunction: valueFunction?.save() ?? null,
      crew: crew.save(),
      progress: progress.save(),
    }),
    restore(state) {
      policy.restore(state.policy)
      if (state.normalizer) normalizer?.restore(state.normalizer)
      optimizer.restore(state.optimizer)
      baseline.restore(state.baseline)
      if (state.valueFunction) valueFunction?.restore(state.valueFunction)
      crew.restore(state.crew)
      progress.restore(state.progress)
    },
  }
}

/** V where the baseline is one; null otherwise. */
export const createLearnedValues = (
  { estimator, seed }: RunConfig,
  engine: Engine,
  { network }: Policy,
): ValueFunction | null =>
  estimator.baseline === 'value'
    ? createValueFunction({
        settings: estimator.value,
        bootstraps: estimator.truncation === 'bootstrap',
        inputSize: network.shape.inputSize,
        engine,
        seed,
      })
    : null
