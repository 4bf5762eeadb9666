import type { RunConfig } from '#shared/run-config.ts'
import type { Batch } from './batch.ts'
import { actionBounds } from './clipped-actions.ts'
import type { Engine } from './engines/engine.ts'
import { groupByTrajectory } from './engines/trajectory-rows.ts'
import { createEnvironment } from './environments/create-environment.ts'
import { batchGradient } from './estimators/batch-gradient.ts'
import { gradientSumsIn, gradientSumsLength } from './estimators/gradient-sums.ts'
import { createRowArrays, type GradientTask } from './estimators/row-arrays.ts'
import { noScores, plusScores, type ScoreSums } from './estimators/score-gradient.ts'
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
  /** Writes the sums over the last sample to `sums`, an array for `gradientSumsIn`. */
  differentiate(task: GradientTask, sums: Float32Array): Generator<void, ScoreSums>
  /** Copies the observations of some rows of the last sample, in ascending order. */
  copyObservations(rows: Int32Array, into: Float32Array): Generator<void, void>
  /** All rows of the last sample in this thread, in memory its engine reads; valid until the next. */
  gather(): Generator<void, Batch>
}

/** What a crew of one thread does, group by group for those who add up themselves. */
export interface Share extends Crew {
  /** As `differentiate`, each group by itself: into the array that `into` gives for it. */
  differentiateGroups(
    task: GradientTask,
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
    keepsEnds: config.estimator.truncation === 'bootstrap',
  })
  const { batch } = sampler
  const parameterCount = policy.parameters.length
  const sumsLength = gradientSumsLength(config.estimator, parameterCount)
  const hasSeveral = groups.length > 1
  const groupSums = engine.allocate(hasSeveral ? sumsLength : 0)
  const toRowArrays = createRowArrays(engine)

  /** Each group's sums, in order; they are written where `into` says when its turn comes. */
  function* differentiateEach(
    task: GradientTask,
    into: (group: number) => Float32Array,
    done: (group: number, sums: ScoreSums) => void,
  ): Generator<void, void> {
    const rows = toRowArrays(task)
    const all = groupByTrajectory(batch)
    for (const [group, range] of sampler.groupTrajectories.entries()) {
      const trajectories = { ...all, ...range }
      const sums = gradientSumsIn(into(group), config.estimator, parameterCount)
      done(group, yield* batchGradient(policy, batch, rows, trajectories, sums))
    }
  }

  return {
    play: sampler.sample,
    *differentiateGroups(task, into) {
      const found: ScoreSums[] = []
      yield* differentiateEach(task, into, (_, ofGroup) => found.push(ofGroup))
      return found
    },
    *differentiate(task, sums) {
      let total = noScores(network.shape.head)
      yield* differentiateEach(
        task,
        (group) => (group === 0 ? sums : groupSums),
        (group, ofGroup) => {
          total = plusScores(total, ofGroup)
          if (group > 0) addTo(sums, groupSums)
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

/** The one way in which what groups computed is added, in their order. */
export function addTo(sum: Float32Array, part: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + part[i]!
}
