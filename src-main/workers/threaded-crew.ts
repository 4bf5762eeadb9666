import {
  createBatch,
  createSteps,
  reserve,
  reserveEnds,
  reserveSteps,
  type Steps,
} from '#core/batch.ts'
import { addTo, createShare, type Crew, type CrewOptions } from '#core/crew.ts'
import { actionSize } from '#core/engines/network-shape.ts'
import type { GradientTask } from '#core/estimators/row-arrays.ts'
import { plusScores } from '#core/estimators/score-gradient.ts'
import { groupsOfThread, playerGroups } from '#core/player-groups.ts'
import type { Sample } from '#core/sampler.ts'
import type {
  DifferentiateReply,
  HelpRequest,
  ObserveReply,
  PlayReply,
  RowsReply,
  SaveReply,
} from './help-protocol.ts'
import { ask, awaitAnswer, type Link } from './link.ts'
import { sharedFloats } from './shared-floats.ts'

/** A state is taken out at once; a helper that does not answer that long never will. */
const ANSWER_WITHIN_MS = 10_000

/**
 * A crew whose first groups are played in this thread, the next by the first helper, and so on. Joined
 * in this order, its rows, episodes and sums are those of one thread, bit for bit.
 */
export function createThreadedCrew(options: CrewOptions, helpers: readonly Link[]): Crew {
  const { config, engine, policy, normalizer } = options
  const { inputSize } = policy.network.shape
  const threads = helpers.length + 1
  const groups = playerGroups(config.batch)
  const own = createShare(options, groupsOfThread(groups, 0, threads))
  const parameters = sharedFloats(policy.parameters.length)
  const joined = createSteps()
  const sizes = { observation: inputSize, action: actionSize(policy.network.shape.head) }
  const gathered = createBatch()
  const keepsEnds = config.estimator.truncation === 'bootstrap'
  /** The first row of each thread in the joined steps, and their end. */
  let borders: number[] = []
  let isGathered = false
  const sharedBaseline = sharedFloats(
    config.estimator.baseline === 'optimal' ? policy.parameters.length : 0,
  )
  let sharedWeights = sharedFloats(0)

  const tell = (link: Link, request: HelpRequest) => ask(link, request)

  return {
    *play(mostEpisodes) {
      isGathered = false
      parameters.set(policy.parameters)
      const observationMoments = normalizer?.save() ?? null
      for (const helper of helpers) {
        tell(helper, { kind: 'play', parameters, observationMoments, mostEpisodes })
      }
      const samples: Sample[] = [yield* own.play(mostEpisodes)]
      for (const helper of helpers) samples.push(yield* awaitAnswer<PlayReply>(helper))
      borders = [0]
      for (const { steps } of samples) borders.push(borders.at(-1)! + steps.steps)
      return join(samples, borders, joined)
    },

    *differentiate(task, sums) {
      const { weights, componentBaseline } = task
      if (weights.length > sharedWeights.length) sharedWeights = sharedFloats(2 * weights.length)
      sharedWeights.set(weights)
      if (componentBaseline) sharedBaseline.set(componentBaseline)
      const partOf = (thread: number): GradientTask => ({
        ...task,
        weights: sharedWeights.subarray(borders[thread], borders[thread + 1]),
        componentBaseline: componentBaseline && sharedBaseline,
      })
      helpers.forEach((helper, i) => tell(helper, { kind: 'differentiate', task: partOf(i + 1) }))
      let total = yield* own.differentiate(partOf(0), sums)
      for (const helper of helpers) {
        const { gradientSums, scoreSums } = yield* awaitAnswer<DifferentiateReply>(helper)
        scoreSums.forEach((ofGroup, i) => {
          total = plusScores(total, ofGroup)
          addTo(sums, gradientSums.subarray(i * sums.length, (i + 1) * sums.length))
        })
      }
      return total
    },

    *copyObservations(rows, into) {
      const parts = borders.slice(1).map((end, thread) => {
        const from = borders[thread]!
        return rows.filter((row) => from <= row && row < end).map((row) => row - from)
      })
      helpers.forEach((helper, i) => tell(helper, { kind: 'observe', rows: parts[i + 1]! }))
      yield* own.copyObservations(parts[0]!, into)
      let at = parts[0]!.length * inputSize
      for (const helper of helpers) {
        const observations = yield* awaitAnswer<ObserveReply>(helper)
        into.set(observations, at)
        at += observations.length
      }
    },

    *gather() {
      if (isGathered) return gathered
      for (const helper of helpers) tell(helper, { kind: 'rows' })
      const parts: RowsReply[] = [yield* own.gather()]
      for (const helper of helpers) parts.push(yield* awaitAnswer<RowsReply>(helper))
      reserve(gathered, joined.steps, sizes, engine)
      const { rewards, trajectory, time, steps, trajectories } = joined
      Object.assign(gathered, { steps, trajectories })
      gathered.rewards.set(rewards.subarray(0, steps))
      gathered.trajectory.set(trajectory.subarray(0, steps))
      gathered.time.set(time.subarray(0, steps))
      if (keepsEnds) reserveEnds(gathered, trajectories, sizes.observation, engine)
      let trajectoriesBefore = 0
      parts.forEach((part, i) => {
        const { observations, actions } = part
        const from = borders[i]!
        const count = borders[i + 1]! - from
        const { observation, action } = sizes
        gathered.observations.set(observations.subarray(0, count * observation), from * observation)
        gathered.actions.set(actions.subarray(0, count * action), from * action)
        if (!keepsEnds) return
        const unfinished = part.unfinished.subarray(0, part.trajectories)
        const ends = part.finalObservations.subarray(0, part.trajectories * observation)
        gathered.unfinished.set(unfinished, trajectoriesBefore)
        gathered.finalObservations.set(ends, trajectoriesBefore * observation)
        trajectoriesBefore += part.trajectories
      })
      isGathered = true
      return gathered
    },

    save() {
      for (const helper of helpers) tell(helper, { kind: 'save' })
      return [own.save(), ...helpers.map((helper) => answerAtOnce<SaveReply>(helper))].flat()
    },

    restore(states) {
      own.restore(groupsOfThread(states, 0, threads))
      helpers.forEach((helper, i) => {
        tell(helper, { kind: 'restore', states: groupsOfThread(states, i + 1, threads) })
      })
      for (const helper of helpers) answerAtOnce<null>(helper)
    },
  }
}

/** All threads' steps and episodes, one thread's after another's. */
function join(samples: readonly Sample[], borders: readonly number[], into: Steps): Sample {
  reserveSteps(into, borders.at(-1)!)
  into.steps = borders.at(-1)!
  into.trajectories = 0
  samples.forEach(({ steps: part }, i) => {
    const from = borders[i]!
    const before = into.trajectories
    into.rewards.set(part.rewards.subarray(0, part.steps), from)
    into.time.set(part.time.subarray(0, part.steps), from)
    for (let row = 0; row < part.steps; row++) {
      into.trajectory[from + row] = before + part.trajectory[row]!
    }
    into.trajectories += part.trajectories
  })
  return {
    steps: into,
    finished: samples.flatMap(({ finished }, i) =>
      finished.map((episode) => ({
        ...episode,
        stepsIntoBatch: borders[i]! + episode.stepsIntoBatch,
      })),
    ),
    observed: samples.flatMap(({ observed }) => observed),
    isFinite: samples.every(({ isFinite }) => isFinite),
    clippedActions: samples.reduce((sum, { clippedActions }) => sum + clippedActions, 0),
  }
}

function answerAtOnce<Reply>(helper: Link): Reply {
  const waiting = awaitAnswer<Reply>(helper)
  const endsAt = performance.now() + ANSWER_WITHIN_MS
  while (performance.now() < endsAt) {
    const next = waiting.next()
    if (next.done) return next.value
  }
  throw new Error('A helping thread does not answer')
}
