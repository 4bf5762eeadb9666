import type { RunConfig } from '#shared/run-config.ts'
import type { Batch } from './batch.ts'
import { actionBounds } from './clipped-actions.ts'
import type { Engine } from './engines/engine.ts'
import { groupByTrajectory } from './engines/trajectory-rows.ts'
import { createEnvironment } from './environments/create-environment.ts'
import { noScores, plusScores, scoreGradient, type ScoreSums } from './estimators/score-gradient.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { withPolicyInput } from './features/policy-input.ts'
import { playerGroups, type PlayerGroup } from './player-groups.ts'
import type { Policy } from './policies/policy.ts'
import type { PlayersState } from './players.ts'
import { createSampler, type Sample } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/**
 * Plays what an update learns from and differentiates it. However many threads it works in, the result
 * is that of playing the groups of players one after another and adding their gradients in that order.
 */
export interface Crew extends Saveable<readonly PlayersState[]> {
  /** Yields every few milliseconds. Plays no more than `mostEpisodes` complete trajectories. */
  play(mostEpisodes: number): Generator<void, Sample>
  /** Writes Σ over the last sample of weight·∇log π, in θ, to `gradient`. */
  differentiate(weights: Float32Array, gradient: Float32Array): Generator<void, ScoreSums>
  /** Copies the observations of some rows of the last sample, in ascending order. */
  copyObservations(rows: Int32Array, into: Float32Array): Generator<void, void>
  /** All rows of the last sample in this thread, in memory its engine reads; valid until the next. */
  gather(): Generator<void, Batch>
}

/** What a crew of one thread does, group by group for those who add up themselves. */
export interface Share extends Crew {
  /** As `differentiate`, each group by itself: into the gradient that `into` gives for it. */
  differentiateGroups(
    weights: Float32Array,
    into: (group: number) => Float32Array,
  ): Generator<void, ScoreSums[]>
}

export interface CrewOptions {
  readonly config: RunConfig
  readonly engine: Engine
  /** The policy that is trained. */
  readonly policy: Policy
  /** What its observations are normalised with; null: they are not. */
  readonly normalizer: ObservationNormalizer | null
}

/** All groups in this thread. */
export const createCrew = (options: CrewOptions): Crew =>
  createShare(options, playerGroups(options.config.batch))

/** Some of a run's groups, in this thread. */
export function createShare(
  { config, engine, policy, normalizer }: CrewOptions,
  groups: readonly PlayerGroup[],
): Share {
  const played = createEnvironment(config.environment)
  const environment = withPolicyInput(played, config, normalizer)
  const { observationSize } = environment
  const { network } = policy
  const sampler = createSampler(config.batch, groups, {
    environment,
    observed: normalizer && played,
    network,
    engine,
    seed: config.seed,
    bounds: actionBounds(config.environment),
  })
  const { batch } = sampler
  const hasSeveral = groups.length > 1
  const groupGradient = engine.allocate(hasSeveral ? policy.parameters.length : 0)
  let ownWeights = engine.allocate(0)

  /** In the engine's memory, so that it does not copy all of them for each group. */
  function keepWeights(weights: Float32Array): Float32Array {
    if (weights.length > ownWeights.length) {
      engine.free(ownWeights)
      ownWeights = engine.allocate(2 * weights.length)
    }
    ownWeights.set(weights)
    return ownWeights
  }

  /** Each group's sums, in order; its gradient is written where `into` says when its turn comes. */
  function* differentiateEach(
    weights: Float32Array,
    into: (group: number) => Float32Array,
    done: (group: number, sums: ScoreSums) => void,
  ): Generator<void, void> {
    const kept = keepWeights(weights)
    const all = groupByTrajectory(batch)
    for (const [group, range] of sampler.groupTrajectories.entries()) {
      const trajectories = { ...all, ...range }
      done(group, yield* scoreGradient(policy, batch, kept, trajectories, into(group)))
    }
  }

  return {
    play: sampler.sample,
    *differentiateGroups(weights, into) {
      const sums: ScoreSums[] = []
      yield* differentiateEach(weights, into, (_, groupSums) => sums.push(groupSums))
      return sums
    },
    *differentiate(weights, gradient) {
      let total = noScores(network.shape.head)
      yield* differentiateEach(
        weights,
        (group) => (group === 0 ? gradient : groupGradient),
        (group, sums) => {
          total = plusScores(total, sums)
          if (group > 0) addTo(gradient, groupGradient)
        },
      )
      return total
    },
    *copyObservations(rows, into) {
      rows.forEach((row, i) => {
        for (let j = 0; j < observationSize; j++) {
          into[i * observationSize + j] = batch.observations[row * observationSize + j]!
        }
      })
    },
    *gather() {
      return batch
    },
    save: sampler.save,
    restore: sampler.restore,
  }
}

/** The one way in which groups' gradients are added, in their order. */
export function addTo(sum: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + gradient[i]!
}
