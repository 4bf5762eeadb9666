import type { RunConfig } from '#shared/run-config.ts'
import type { Engine, PolicyNetwork } from './engines/engine.ts'
import { createEnvironment } from './environments/create-environment.ts'
import { playerGroups, type PlayerGroup } from './player-groups.ts'
import type { PlayersState } from './players.ts'
import { createSampler, type GroupRows, type Sample } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/**
 * Plays what an update learns from and differentiates it. However many threads it works in, the result
 * is that of playing the groups of players one after another and adding their gradients in that order.
 */
export interface Crew extends Saveable<readonly PlayersState[]> {
  /** Yields every few milliseconds. Plays no more than `mostEpisodes` complete trajectories. */
  play(mostEpisodes: number): Generator<void, Sample>
  /**
   * Writes Σ over the last sample of weight·∇log π, in the network's parameters, to `sum`. Returns the
   * sum of the entropies of π over the sample's observations.
   */
  differentiate(weights: Float32Array, sum: Float32Array): Generator<void, number>
}

/** What a crew of one thread does, group by group for those who add up themselves. */
export interface Share extends Crew {
  /** As `differentiate`, of one group. */
  differentiateGroup(
    index: number,
    weights: Float32Array,
    gradient: Float32Array,
  ): Generator<void, number>
}

export interface CrewOptions {
  readonly config: RunConfig
  readonly engine: Engine
  /** The network that is trained. */
  readonly network: PolicyNetwork
}

/** All groups in this thread. */
export const createCrew = (options: CrewOptions): Crew =>
  createShare(options, playerGroups(options.config.batch))

/** Some of a run's groups, in this thread. */
export function createShare(
  { config, engine, network }: CrewOptions,
  groups: readonly PlayerGroup[],
): Share {
  const environment = createEnvironment(config.environment)
  const { seed } = config
  const sampler = createSampler(config.batch, groups, { environment, network, engine, seed })
  const { batch } = sampler
  const hasSeveral = groups.length > 1
  const gradient = engine.allocate(hasSeveral ? network.parameters.length : 0)

  function* differentiateRows(rows: GroupRows, weights: Float32Array, sum: Float32Array) {
    const { observations, actions } = batch
    const end = rows.from + rows.count
    let entropySum = 0
    sum.fill(0)
    for (let from = rows.from; from < end; from += network.rowsPerCall) {
      const count = Math.min(network.rowsPerCall, end - from)
      const part = { observations, actions, from, count }
      entropySum += network.addScoreGradient(part, weights, sum).entropySum
      yield
    }
    return entropySum
  }

  return {
    play: sampler.sample,
    differentiateGroup: (index, weights, sum) =>
      differentiateRows(sampler.groupRows[index]!, weights, sum),
    *differentiate(weights, sum) {
      const [first, ...others] = sampler.groupRows
      let entropySum = yield* differentiateRows(first!, weights, sum)
      for (const rows of others) {
        entropySum += yield* differentiateRows(rows, weights, gradient)
        addTo(sum, gradient)
      }
      return entropySum
    },
    save: sampler.save,
    restore: sampler.restore,
  }
}

/** The one way in which gradients of groups are added, in their order. */
export function addTo(sum: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + gradient[i]!
}
