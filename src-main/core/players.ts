import { reserve, reserveEnds, type Batch } from './batch.ts'
import { type Engine, type PolicyNetwork } from './engines/engine.ts'
import { noiseSize } from './engines/network-shape.ts'
import type { Environment } from './environments/environment.ts'
import type { ObservationMoments } from './features/observation-moments.ts'
import { createObservationRecorder } from './features/observation-normalizer.ts'
import type { PlayerGroup } from './player-groups.ts'
import { createRng, type RngState } from './rng.ts'
import type { Saveable } from './saveable.ts'

/** However few rows, a call of the slowest engine takes as long as this many. */
const ROWS_WORTH_A_CALL = 256

/** Everything the players need to go on: environment states and random streams. */
export interface PlayersState {
  readonly states: Float64Array
  readonly returns: Float64Array
  readonly lengths: Int32Array
  readonly environmentRngs: readonly RngState[]
  readonly actionRngs: readonly RngState[]
}

/**
 * The players of one group, counted from 0, who play episodes side by side. Each draws from streams of
 * its own, whoever else plays.
 */
export interface Players extends Saveable<PlayersState> {
  readonly count: number
  /** Undiscounted return of each player's episode so far. */
  readonly returns: Float64Array
  readonly lengths: Int32Array
  reset(player: number): void
  /** Players whose actions are drawn in one call of the engine. */
  readonly playersPerCall: number
  /**
   * Draws the actions of up to `playersPerCall` of the players `active[from..count)` into the rows
   * after the batch's last. Returns whether it is time to let others have a turn.
   */
  choose(batch: Batch, active: Int32Array, from: number, count: number): boolean
  /**
   * Plays the actions drawn for `active[0..count)`, a row of the batch each. Returns false, and keeps
   * no row, when an action or reward is not a finite number.
   */
  act(batch: Batch, active: Int32Array, count: number, trajectories: Int32Array): boolean
  /** Keeps whether the player's trajectory terminated, and if not, what would be observed next. */
  keepEnd(batch: Batch, player: number, trajectory: number): void
  isTerminated(player: number): boolean
  isTruncated(player: number): boolean
  /** What was observed since the last time, where that is recorded. */
  takeObserved(): ObservationMoments | null
}

export function createPlayers(
  { first, count }: PlayerGroup,
  { environment, observed, network, engine, seed }: PlayersOptions,
): Players {
  const { stateSize, observationSize, actionSize } = environment
  const noiseWidth = noiseSize(network.shape.head)
  const isUniform = network.shape.head.kind === 'categorical'
  const states = new Float64Array(count * stateSize)
  const returns = new Float64Array(count)
  const lengths = new Int32Array(count)
  const playersPerCall = Math.min(count, network.rowsPerCall)
  const noise = new Float64Array(playersPerCall * noiseWidth)
  const createRngs = (purpose: string) =>
    Array.from({ length: count }, (_, i) => createRng(seed, purpose, first + i))
  const environmentRngs = createRngs('environment')
  const actionRngs = createRngs('action')
  const recorder = observed && createObservationRecorder(observed)
  let rowsSincePause = 0
  const sizes = { observation: observationSize, action: actionSize }

  function drawNoise(index: number, player: number): void {
    const rng = actionRngs[player]!
    for (let i = index * noiseWidth; i < (index + 1) * noiseWidth; i++) {
      noise[i] = isUniform ? rng.uniform() : rng.normal()
    }
  }

  /** Plays the row's action; false when it or its reward is not finite. */
  function actIn(batch: Batch, row: number, player: number): boolean {
    const { actions } = batch
    const actionAt = row * actionSize
    for (let i = actionAt; i < actionAt + actionSize; i++) {
      if (!Number.isFinite(actions[i])) return false
    }
    const rng = environmentRngs[player]!
    const reward = environment.step(states, player * stateSize, actions, actionAt, rng)
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

    playersPerCall,

    choose(batch, active, from, activeCount) {
      const size = Math.min(playersPerCall, activeCount - from)
      const first = batch.steps + from
      reserve(batch, first + size, sizes, engine)
      const { observations, actions } = batch
      for (let i = 0; i < size; i++) {
        const player = active[from + i]!
        const at = (first + i) * observationSize
        environment.observe(states, player * stateSize, observations, at)
        recorder?.record(states, player * stateSize)
        drawNoise(i, player)
      }
      network.sample({ observations, actions, from: first, count: size }, noise)
      rowsSincePause += Math.max(size, ROWS_WORTH_A_CALL)
      if (rowsSincePause < network.rowsPerCall) return false
      rowsSincePause = 0
      return true
    },

    act(batch, active, activeCount, trajectories) {
      const first = batch.steps
      for (let i = 0; i < activeCount; i++) {
        const player = active[i]!
        if (!actIn(batch, first + i, player)) return false
        batch.trajectory[first + i] = trajectories[player]!
      }
      batch.steps += activeCount
      return true
    },

    keepEnd(batch, player, trajectory) {
      reserveEnds(batch, trajectory + 1, observationSize, engine)
      const at = player * stateSize
      const isUnfinished = !environment.isTerminated(states, at)
      batch.unfinished[trajectory] = isUnfinished ? 1 : 0
      if (!isUnfinished) return
      environment.observe(states, at, batch.finalObservations, trajectory * observationSize)
    },

    isTerminated: (player) => environment.isTerminated(states, player * stateSize),
    isTruncated: (player) => environment.isTruncated(states, player * stateSize),

    takeObserved: () => recorder && recorder.take(),

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
  /** Its observations are the network's input. */
  readonly environment: Environment
  /** The same with the observations that are recorded; null: none are. */
  readonly observed: Environment | null
  readonly network: PolicyNetwork
  readonly engine: Engine
  readonly seed: number
}
