import { createBatch, reserve, type Batch } from '../batch.ts'
import type { Engine } from '../engines/engine.ts'
import { groupByTrajectory } from '../engines/trajectory-rows.ts'
import type { Environment } from '../environments/environment.ts'
import { playerGroups } from '../player-groups.ts'
import type { Policy } from '../policies/policy.ts'
import { createSampler } from '../sampler.ts'
import type { StateValue } from './exact-objective.ts'

/** Complete trajectories one after another, with the exact V_t(s_t) of every row. */
export interface LabBatch extends Batch {
  stateValues: Float64Array
}

/** Plays batches of complete trajectories with a policy that does not change. */
export interface LabSampler {
  /** Yields every few milliseconds. Returns whether all numbers were finite. */
  play(): Generator<void, boolean>
  /** Trajectories [from, from + count) of those played last, counted from 0; a view, valid until the next. */
  part(from: number, count: number): LabBatch
}

export interface LabSamplerOptions {
  /** Its observations are the network's input. */
  readonly environment: Environment
  /** Numbers in the environment's own state vector: the first of `environment`'s. */
  readonly ownStateSize: number
  readonly stateValue: StateValue
  readonly policy: Policy
  readonly engine: Engine
  readonly seed: number
  /** Complete trajectories played at once. */
  readonly trajectories: number
}

/** The sampler that runs train with, with the rows of each trajectory side by side. */
export function createLabSampler(options: LabSamplerOptions): LabSampler {
  const { environment, ownStateSize, stateValue, policy, engine, seed, trajectories } = options
  const { observationSize, actionSize } = environment
  const states = createStateLog(ownStateSize)
  const batchConfig = { episodes: trajectories }
  const sampler = createSampler(batchConfig, playerGroups(batchConfig), {
    environment: {
      ...environment,
      step(state, at, action, actionAt, rng) {
        states.add(state, at)
        return environment.step(state, at, action, actionAt, rng)
      },
    },
    observed: null,
    bounds: null,
    network: policy.network,
    engine,
    seed,
  })
  const sorted: LabBatch = { ...createBatch(), stateValues: new Float64Array(0) }
  let ends: Int32Array = new Int32Array(0)

  function sort({ batch }: { readonly batch: Batch }): void {
    const { order, ends: found } = groupByTrajectory(batch)
    reserve(sorted, batch.steps, { observation: observationSize, action: actionSize }, engine)
    if (sorted.stateValues.length < sorted.rewards.length) {
      sorted.stateValues = new Float64Array(sorted.rewards.length)
    }
    ends = found
    order.forEach((from, to) => {
      const time = batch.time[from]!
      sorted.time[to] = time
      sorted.rewards[to] = batch.rewards[from]!
      sorted.trajectory[to] = batch.trajectory[from]!
      sorted.stateValues[to] = stateValue(time, states.rows, from * ownStateSize)
      copyRow(batch.observations, from, sorted.observations, to, observationSize)
      copyRow(batch.actions, from, sorted.actions, to, actionSize)
    })
  }

  return {
    *play() {
      states.clear()
      const { isFinite } = yield* sampler.sample(trajectories)
      if (isFinite) sort(sampler)
      return isFinite
    },

    part(from, count) {
      const begin = from === 0 ? 0 : ends[from - 1]!
      const end = ends[from + count - 1]!
      return {
        steps: end - begin,
        trajectories: count,
        rewards: sorted.rewards.subarray(begin, end),
        trajectory: sorted.trajectory.subarray(begin, end).map((trajectory) => trajectory - from),
        time: sorted.time.subarray(begin, end),
        stateValues: sorted.stateValues.subarray(begin, end),
        observations: sorted.observations.subarray(begin * observationSize, end * observationSize),
        actions: sorted.actions.subarray(begin * actionSize, end * actionSize),
        // Nothing beyond the horizon belongs to J.
        unfinished: sorted.unfinished,
        finalObservations: sorted.finalObservations,
      }
    },
  }
}

/** The states that were acted in, one after another: a batch's rows are acted out in their order. */
function createStateLog(stateSize: number) {
  let rows = new Float64Array(0)
  let length = 0
  return {
    get rows() {
      return rows
    },
    clear: () => void (length = 0),
    add(state: Float64Array, at: number): void {
      if (length + stateSize > rows.length) {
        const larger = new Float64Array(2 * (length + stateSize))
        larger.set(rows)
        rows = larger
      }
      for (let i = 0; i < stateSize; i++) rows[length++] = state[at + i]!
    },
  }
}

function copyRow(from: Float32Array, row: number, to: Float32Array, toRow: number, size: number) {
  for (let i = 0; i < size; i++) to[toRow * size + i] = from[row * size + i]!
}
