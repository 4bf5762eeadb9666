import { reserve, type Batch } from './batch.ts'
import { noiseSize, type Engine } from './engines/engine.ts'
import type { Environment } from './environments/environment.ts'
import type { Policy } from './policies/policy.ts'
import { createRng, type RngState } from './rng.ts'
import type { Saveable } from './saveable.ts'

/** Everything the players need to go on: environment states and random streams. */
export interface PlayersState {
  readonly states: Float64Array
  readonly returns: Float64Array
  readonly lengths: Int32Array
  readonly environmentRngs: readonly RngState[]
  readonly actionRngs: readonly RngState[]
}

/** Several episodes played side by side. Player i draws from its own streams, whoever else plays. */
export interface Players extends Saveable<PlayersState> {
  readonly count: number
  /** Undiscounted return of each player's episode so far. */
  readonly returns: Float64Array
  readonly lengths: Int32Array
  reset(player: number): void
  /**
   * One step of the players `active[0..count)`, a row of the batch each. Yields between calls of the
   * engine. Returns false, and keeps no row, when an action or reward is not a finite number.
   */
  step(
    batch: Batch,
    active: Int32Array,
    count: number,
    trajectories: Int32Array,
  ): Generator<void, boolean>
  isTerminated(player: number): boolean
  isTruncated(player: number): boolean
}

export function createPlayers(
  count: number,
  { environment, policy, engine, seed }: PlayersOptions,
): Players {
  const { stateSize, observationSize, actionSize } = environment
  const { network } = policy
  const noiseWidth = noiseSize(network.shape.head)
  const isUniform = network.shape.head.kind === 'categorical'
  const states = new Float64Array(count * stateSize)
  const returns = new Float64Array(count)
  const lengths = new Int32Array(count)
  const noise = new Float64Array(Math.min(count, network.rowsPerCall) * noiseWidth)
  const environmentRngs = Array.from({ length: count }, (_, i) => createRng(seed, 'environment', i))
  const actionRngs = Array.from({ length: count }, (_, i) => createRng(seed, 'action', i))
  const sizes = { observation: observationSize, action: actionSize }

  function observe(batch: Batch, row: number, player: number): void {
    environment.observe(states, player * stateSize, batch.observations, row * observationSize)
  }

  function drawNoise(index: number, player: number): void {
    const rng = actionRngs[player]!
    for (let i = index * noiseWidth; i < (index + 1) * noiseWidth; i++) {
      noise[i] = isUniform ? rng.uniform() : rng.normal()
    }
  }

  /** Plays the row's action; false when it or its reward is not finite. */
  function act(batch: Batch, row: number, player: number): boolean {
    for (let i = row * actionSize; i < (row + 1) * actionSize; i++) {
      if (!Number.isFinite(batch.actions[i])) return false
    }
    const rng = environmentRngs[player]!
    const at = player * stateSize
    const reward = environment.step(states, at, batch.actions, row * actionSize, rng)
    if (!Number.isFinite(reward)) return false
    batch.rewards[row] = reward
    batch.time[row] = lengths[player]!
    returns[player] = returns[player]! + reward
    lengths[player] = lengths[player]! + 1
    return true
  }

  return {
    count,
    returns,
    lengths,

    reset(player) {
      environment.reset(states, player * stateSize, environmentRngs[player]!)
      returns[player] = 0
      lengths[player] = 0
    },

    *step(batch, active, activeCount, trajectories) {
      const first = batch.steps
      reserve(batch, first + activeCount, sizes, engine.allocate)
      for (let from = 0; from < activeCount; from += network.rowsPerCall) {
        const size = Math.min(network.rowsPerCall, activeCount - from)
        for (let i = 0; i < size; i++) {
          observe(batch, first + from + i, active[from + i]!)
          drawNoise(i, active[from + i]!)
        }
        network.sample(
          {
            observations: batch.observations,
            actions: batch.actions,
            from: first + from,
            count: size,
          },
          noise,
        )
        yield
      }
      for (let i = 0; i < activeCount; i++) {
        const player = active[i]!
        if (!act(batch, first + i, player)) return false
        batch.trajectory[first + i] = trajectories[player]!
      }
      batch.steps += activeCount
      return true
    },

    isTerminated: (player) => environment.isTerminated(states, player * stateSize),
    isTruncated: (player) => environment.isTruncated(states, player * stateSize),

    save: () => ({
      states: states.slice(),
      returns: returns.slice(),
      lengths: lengths.slice(),
      environmentRngs: environmentRngs.map((rng) => rng.save()),
      actionRngs: actionRngs.map((rng) => rng.save()),
    }),
    restore(state) {
      states.set(state.states)
      returns.set(state.returns)
      lengths.set(state.lengths)
      environmentRngs.forEach((rng, i) => rng.restore(state.environmentRngs[i]!))
      actionRngs.forEach((rng, i) => rng.restore(state.actionRngs[i]!))
    },
  }
}

/** What players play, with which policy, and what decides their draws. */
export interface PlayersOptions {
  readonly environment: Environment
  readonly policy: Policy
  readonly engine: Engine
  readonly seed: number
}
