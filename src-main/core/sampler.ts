import type { Episode } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createBatch, type Batch } from './batch.ts'
import { createPlayers, type Players, type PlayersOptions, type PlayersState } from './players.ts'
import type { Saveable } from './saveable.ts'

/** An episode that finished in a batch; `stepsIntoBatch` counts the batch's steps up to its end. */
export interface FinishedEpisode extends Omit<Episode, 'index' | 'environmentSteps'> {
  readonly stepsIntoBatch: number
}

export interface Sample {
  readonly batch: Batch
  readonly finished: readonly FinishedEpisode[]
  /** False when the policy or the environment gave a number that is not finite; the batch is unusable. */
  readonly isFinite: boolean
}

/** Plays what one update learns from. */
export interface Sampler extends Saveable<PlayersState> {
  /** Yields every few milliseconds. Plays no more than `mostEpisodes` complete trajectories. */
  sample(mostEpisodes: number): Generator<void, Sample>
}

export function createSampler(config: RunConfig['batch'], options: PlayersOptions): Sampler {
  const isComplete = 'episodes' in config
  const players = createPlayers(isComplete ? config.episodes : config.environments, options)
  const batch = createBatch()
  if (!isComplete) for (let i = 0; i < players.count; i++) players.reset(i)
  return {
    sample: (mostEpisodes) =>
      isComplete
        ? playTrajectories(players, batch, Math.min(mostEpisodes, players.count))
        : playSteps(players, batch, config.environmentSteps / config.environments),
    save: players.save,
    restore: players.restore,
  }
}

/**
 * `count` complete trajectories, one per player. Finished players leave, so that they cost nothing.
 * Episodes are told in the players' order, as if they had been played one after another.
 */
function* playTrajectories(players: Players, batch: Batch, count: number): Generator<void, Sample> {
  const active = Int32Array.from({ length: count }, (_, i) => i)
  const trajectories = active.slice()
  batch.steps = 0
  batch.trajectories = count
  for (let i = 0; i < count; i++) players.reset(i)

  for (let left = count; left > 0; left = keepGoing(players, active, left)) {
    for (let from = 0; from < left; from += players.playersPerCall) {
      if (players.choose(batch, active, from, left)) yield
    }
    if (!players.act(batch, active, left, trajectories)) {
      return { batch, finished: [], isFinite: false }
    }
  }

  let stepsIntoBatch = 0
  const finished = Array.from(trajectories, (player) => {
    stepsIntoBatch += players.lengths[player]!
    return finishedEpisode(players, player, stepsIntoBatch)
  })
  return { batch, finished, isFinite: true }
}

/** Moves the players whose episode goes on to the front, in order, and returns how many they are. */
function keepGoing(players: Players, active: Int32Array, count: number): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const player = active[i]!
    if (!players.isTerminated(player) && !players.isTruncated(player)) active[kept++] = player
  }
  return kept
}

/** `stepsEach` steps of every player; an episode that is not over goes on in the next batch. */
function* playSteps(players: Players, batch: Batch, stepsEach: number): Generator<void, Sample> {
  const { count } = players
  const everyone = Int32Array.from({ length: count }, (_, i) => i)
  const trajectories = everyone.slice()
  const finished: FinishedEpisode[] = []
  batch.steps = 0
  batch.trajectories = count

  for (let t = 0; t < stepsEach; t++) {
    for (let from = 0; from < count; from += players.playersPerCall) {
      if (players.choose(batch, everyone, from, count)) yield
    }
    if (!players.act(batch, everyone, count, trajectories)) {
      return { batch, finished, isFinite: false }
    }
    for (let player = 0; player < count; player++) {
      if (!players.isTerminated(player) && !players.isTruncated(player)) continue
      finished.push(finishedEpisode(players, player, batch.steps))
      players.reset(player)
      if (t < stepsEach - 1) trajectories[player] = batch.trajectories++
    }
  }
  return { batch, finished, isFinite: true }
}

const finishedEpisode = (players: Players, player: number, stepsIntoBatch: number) => ({
  episodeReturn: players.returns[player]!,
  length: players.lengths[player]!,
  terminated: players.isTerminated(player),
  truncated: players.isTruncated(player),
  stepsIntoBatch,
})
