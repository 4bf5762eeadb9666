import type { Episode } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createBatch, type Batch, type Steps } from './batch.ts'
import { countClipped, type ActionBounds } from './clipped-actions.ts'
import type { ObservationMoments } from './features/observation-moments.ts'
import type { PlayerGroup } from './player-groups.ts'
import { createPlayers, type Players, type PlayersOptions, type PlayersState } from './players.ts'
import type { Saveable } from './saveable.ts'

/** An episode that finished in a batch; `stepsIntoBatch` counts the batch's steps up to its end. */
export interface FinishedEpisode extends Omit<Episode, 'index' | 'environmentSteps'> {
  readonly stepsIntoBatch: number
}

/** What was played for one update. */
export interface Sample {
  readonly steps: Steps
  readonly finished: readonly FinishedEpisode[]
  /** What each group observed, in order, where observations are normalised. */
  readonly observed: readonly ObservationMoments[]
  /** False when the policy or the environment gave a number that is not finite; the steps are unusable. */
  readonly isFinite: boolean
  /** Numbers of the actions that lie outside the environment's bounds. */
  readonly clippedActions: number
}

/** Plays some groups of a run's players, one group after another, into one batch. */
export interface Sampler extends Saveable<readonly PlayersState[]> {
  readonly batch: Batch
  /** The trajectories of each group in the last sample. */
  readonly groupTrajectories: readonly TrajectoryRange[]
  /** Yields every few milliseconds. Of complete trajectories, only the run's first `mostEpisodes` are played. */
  sample(mostEpisodes: number): Generator<void, Sample>
}

/** Trajectories [from, from + count) of a batch. */
export interface TrajectoryRange {
  readonly from: number
  readonly count: number
}

export interface SamplerOptions extends PlayersOptions {
  /** What the environment clips actions to; null: it takes any. */
  readonly bounds: ActionBounds | null
  /** Whether the batch keeps what unfinished trajectories would have gone on from. */
  readonly keepsEnds?: boolean
}

type Ended = (players: Players, player: number, trajectory: number) => void

export function createSampler(
  config: RunConfig['batch'],
  groups: readonly PlayerGroup[],
  options: SamplerOptions,
): Sampler {
  const { bounds } = options
  const isComplete = 'episodes' in config
  const batch = createBatch()
  const troupes = groups.map((group) => createPlayers(group, options))
  let groupTrajectories: TrajectoryRange[] = []
  if (!isComplete) {
    for (const players of troupes) for (let i = 0; i < players.count; i++) players.reset(i)
  }

  /** Once a trajectory has its last row. */
  const ended: Ended = (players, player, trajectory) => {
    if (options.keepsEnds) players.keepEnd(batch, player, trajectory)
  }
  const play = (players: Players, first: number, mostEpisodes: number) => {
    if (!isComplete) {
      return playSteps(players, batch, config.environmentSteps / config.environments, ended)
    }
    const count = Math.max(0, Math.min(mostEpisodes - first, players.count))
    return playTrajectories(players, batch, count, ended)
  }

  return {
    batch,
    get groupTrajectories() {
      return groupTrajectories
    },
    *sample(mostEpisodes) {
      const finished: FinishedEpisode[] = []
      batch.steps = 0
      batch.trajectories = 0
      groupTrajectories = []
      for (const [i, players] of troupes.entries()) {
        const from = batch.trajectories
        const played = yield* play(players, groups[i]!.first, mostEpisodes)
        if (played === null) {
          return { steps: batch, finished: [], observed: [], isFinite: false, clippedActions: 0 }
        }
        finished.push(...played)
        groupTrajectories.push({ from, count: batch.trajectories - from })
      }
      const observed = troupes.flatMap((players) => players.takeObserved() ?? [])
      const clippedActions = bounds ? countClipped(batch.actions, batch.steps, bounds) : 0
      return { steps: batch, finished, observed, isFinite: true, clippedActions }
    },
    save: () => troupes.map((players) => players.save()),
    restore: (states) => troupes.forEach((players, i) => players.restore(states[i]!)),
  }
}

/** The episodes that finished; null when a number was not finite. */
type Played = Generator<void, FinishedEpisode[] | null>

/**
 * `count` complete trajectories, one per player. Finished players leave, so that they cost nothing.
 * Episodes are told in the players' order, as if they had been played one after another.
 */
function* playTrajectories(players: Players, batch: Batch, count: number, ended: Ended): Played {
  const active = Int32Array.from({ length: count }, (_, i) => i)
  const trajectories = active.map((player) => batch.trajectories + player)
  let stepsIntoBatch = batch.steps
  batch.trajectories += count
  for (let i = 0; i < count; i++) players.reset(i)

  for (let left = count; left > 0; left = keepGoing(players, active, left)) {
    for (let from = 0; from < left; from += players.playersPerCall) {
      if (players.choose(batch, active, from, left)) yield
    }
    if (!players.act(batch, active, left, trajectories)) return null
  }

  return Array.from({ length: count }, (_, player) => {
    ended(players, player, trajectories[player]!)
    stepsIntoBatch += players.lengths[player]!
    return finishedEpisode(players, player, stepsIntoBatch)
  })
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
function* playSteps(players: Players, batch: Batch, stepsEach: number, ended: Ended): Played {
  const { count } = players
  const everyone = Int32Array.from({ length: count }, (_, i) => i)
  const trajectories = everyone.map((player) => batch.trajectories + player)
  const finished: FinishedEpisode[] = []
  batch.trajectories += count

  for (let t = 0; t < stepsEach; t++) {
    for (let from = 0; from < count; from += players.playersPerCall) {
      if (players.choose(batch, everyone, from, count)) yield
    }
    if (!players.act(batch, everyone, count, trajectories)) return null
    for (let player = 0; player < count; player++) {
      const isOver = players.isTerminated(player) || players.isTruncated(player)
      if (isOver || t === stepsEach - 1) ended(players, player, trajectories[player]!)
      if (!isOver) continue
      finished.push(finishedEpisode(players, player, batch.steps))
      players.reset(player)
      if (t < stepsEach - 1) trajectories[player] = batch.trajectories++
    }
  }
  return finished
}

const finishedEpisode = (players: Players, player: number, stepsIntoBatch: number) => ({
  episodeReturn: players.returns[player]!,
  length: players.lengths[player]!,
  terminated: players.isTerminated(player),
  truncated: players.isTruncated(player),
  stepsIntoBatch,
})
