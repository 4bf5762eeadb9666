import type { RunConfig } from '#shared/run-config.ts'
import { createCrew, type Crew, type CrewOptions } from './crew.ts'
import type { Engine } from './engines/engine.ts'
import type { Baseline, BaselineState } from './estimators/baselines/baseline.ts'
import { createBaseline } from './estimators/baselines/create-baseline.ts'
import { createOptimizer, type Optimizer, type OptimizerState } from './optimizers/optimizer.ts'
import { createPolicy, type Policy } from './policies/policy.ts'
import type { PlayersState } from './players.ts'
import { createProgressCounter, type ProgressCounter, type ProgressState } from './progress.ts'
import { createRng } from './rng.ts'
import type { Saveable } from './saveable.ts'

/** Everything that changes while a run trains. Saved between updates, it goes on bit for bit. */
export interface TrainingState {
  readonly policy: Float32Array
  readonly optimizer: OptimizerState
  readonly baseline: BaselineState
  readonly crew: readonly PlayersState[]
  readonly progress: ProgressState
}

/** The stateful parts of one run. */
export interface Training extends Saveable<TrainingState> {
  readonly engine: Engine
  readonly policy: Policy
  readonly optimizer: Optimizer
  readonly baseline: Baseline
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
  const optimizer = createOptimizer(config.optimizer, policy.parameters.length, engine)
  const baseline = createBaseline(config.estimator)
  const crew = gatherCrew({ config, engine, policy })
  const progress = createProgressCounter(config)
  return {
    engine,
    policy,
    optimizer,
    baseline,
    crew,
    progress,
    save: () => ({
      policy: policy.save(),
      optimizer: optimizer.save(),
      baseline: baseline.save(),
      crew: crew.save(),
      progress: progress.save(),
    }),
    restore(state) {
      policy.restore(state.policy)
      optimizer.restore(state.optimizer)
      baseline.restore(state.baseline)
      crew.restore(state.crew)
      progress.restore(state.progress)
    },
  }
}
