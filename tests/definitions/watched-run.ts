import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '#core/engines/engine.ts'
import type { NetworkShape } from '#core/engines/network-shape.ts'
import type { StateValues } from '#core/estimators/returns.ts'
import type { UpdateProblem } from '#core/optimizers/optimizer.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { Distribution, StoredDistribution } from '#shared/distributions.ts'
import type { Progress, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { finish } from '../core/optimizers/real-batches.ts'
import { createStore, openDatabase, type Batch } from '#main/store/store.ts'
import { addRun } from '../store/sample-runs.ts'

/** Everything that one update saw, copied out of training. */
export interface WatchedUpdate {
  readonly steps: number
  readonly trajectories: number
  readonly observations: Float32Array
  readonly actions: Float32Array
  readonly rewards: Float64Array
  readonly trajectory: Int32Array
  readonly time: Int32Array
  /** V along the batch, before it learned; null if none is learned. */
  readonly values: StateValues | null
  readonly gradient: Float32Array
  readonly budgetUsed: number
  /** The network's parameters, before and after the step. */
  readonly before: Float32Array
  readonly after: Float32Array
}

export interface WatchedRun {
  readonly config: RunConfig
  readonly shape: NetworkShape
  readonly watched: readonly WatchedUpdate[]
  /** The run as the database returns it. */
  readonly run: Run
  readonly updates: readonly StoredUpdate[]
  readonly episodes: readonly StoredEpisode[]
  readonly distributions: readonly StoredDistribution[]
  readonly returnDistribution: Distribution
}

/** Trains, watching every update, and stores what training tells in a real database. */
export function watchRun(config: RunConfig, engine: Engine): WatchedRun {
  const training = createTraining(config, engine)
  const { optimizer, policy, valueFunction } = training
  const watched: WatchedUpdate[] = []
  let values: StateValues | null = null

  const watchedValues = valueFunction && {
    ...valueFunction,
    *estimate(...given: Parameters<typeof valueFunction.estimate>) {
      const found = yield* valueFunction.estimate(...given)
      values = { rows: found.rows.slice(), tails: found.tails.slice() }
      return found
    },
  }
  const watchedOptimizer = {
    ...optimizer,
    *step(problem: UpdateProblem) {
      const { batch } = finish(problem.experience())
      const { steps } = batch
      const seen = {
        steps,
        trajectories: batch.trajectories,
        observations: batch.observations.slice(0, steps * policy.network.shape.inputSize),
        actions: batch.actions.slice(),
        rewards: batch.rewards.slice(0, steps),
        trajectory: batch.trajectory.slice(0, steps),
        time: batch.time.slice(0, steps),
        values,
        gradient: problem.gradient.slice(),
        budgetUsed: problem.budgetUsed,
        before: policy.network.parameters.slice(),
      }
      const report = yield* optimizer.step(problem)
      watched.push({ ...seen, after: policy.network.parameters.slice() })
      return report
    },
  }

  const episodes: StoredEpisode[] = []
  const updates: StoredUpdate[] = []
  const distributions: StoredDistribution[] = []
  let solvedAt: Progress['solvedAt'] = null
  const parts = { ...training, optimizer: watchedOptimizer, valueFunction: watchedValues }
  for (const event of train(config, parts)) {
    const wallTimeMs = episodes.length + updates.length
    if (event.kind === 'episode') episodes.push({ ...event.episode, wallTimeMs })
    if (event.kind === 'update') {
      updates.push({ ...event.update, wallTimeMs })
      distributions.push(
        ...event.distributions.map((each) => ({ ...each, update: event.update.index })),
      )
    }
    const { solvedAt: solved } = training.progress.current
    if (solved && !solvedAt) solvedAt = { ...solved, wallTimeMs }
  }
  const progress = {
    ...training.progress.current,
    ...training.progress.results(),
    wallTimeMs: episodes.length + updates.length,
    solvedAt,
  }
  const batch = { episodes, updates, distributions, progress, checkpoint: null }
  return { config, shape: policy.network.shape, watched, ...throughDatabase(config, batch) }
}

function throughDatabase(config: RunConfig, batch: Batch) {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-test-'))
  const store = createStore(openDatabase(join(folder, 'test.sqlite')))
  try {
    const { id } = addRun(store, config)
    store.addBatch(id, batch)
    return {
      run: store.runs.get(id),
      updates: store.updates.page(id, -1, 10_000),
      episodes: store.episodes.page(id, -1, 100_000),
      distributions: store.distributions(id),
      returnDistribution: store.distribution({
        ...{ runId: id, quantity: 'episodeReturn', component: 0, x: 'episodes', maxColumns: 128 },
      }),
    }
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
