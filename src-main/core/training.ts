import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from './engines/engine.ts'
import { createEnvironment } from './environments/create-environment.ts'
import { createBaseline, type Baseline } from './estimators/baseline.ts'
import { createOptimizer, type Optimizer, type OptimizerState } from './optimizers/optimizer.ts'
import { createPolicy, type Policy } from './policies/policy.ts'
import type { PlayersState } from './players.ts'
import { createProgressCounter, type ProgressCounter, type ProgressState } from './progress.ts'
import { createRng } from './rng.ts'
import { createSampler, type Sampler } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/** Everything that changes while a run trains. Saved between updates, it goes on bit for bit. */
export interface TrainingState {
  readonly policy: Float32Array
  readonly optimizer: OptimizerState
  readonly baseline: number | null
  readonly sampler: PlayersState
  readonly progress: ProgressState
}

/** The stateful parts of one run. */
export interface Training extends Saveable<TrainingState> {
  readonly engine: Engine
  readonly policy: Policy
  readonly optimizer: Optimizer
  readonly baseline: Baseline
  readonly sampler: Sampler
  readonly progress: ProgressCounter
}

export function createTraining(config: RunConfig, engine: Engine): Training {
  const { seed } = config
  const environment = createEnvironment(config.environment)
  const policy = createPolicy(config, engine, createRng(seed, 'initial-parameters'))
  const optimizer = createOptimizer(config.optimizer, policy.parameters.length, engine)
  const baseline = createBaseline(config.estimator.baseline)
  const sampler = createSampler(config.batch, { environment, policy, engine, seed })
  const progress = createProgressCounter(config)
  return {
    engine,
    policy,
    optimizer,
    baseline,
    sampler,
    progress,
    save: () => ({
      policy: policy.save(),
      optimizer: optimizer.save(),
      baseline: baseline.save(),
      sampler: sampler.save(),
      progress: progress.save(),
    }),
    restore(state) {
      policy.restore(state.policy)
      optimizer.restore(state.optimizer)
      baseline.restore(state.baseline)
      sampler.restore(state.sampler)
      progress.restore(state.progress)
    },
  }
}
