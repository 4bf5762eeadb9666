import { createShare } from '#core/crew.ts'
import type { Batch } from '#core/batch.ts'
import { type Engine } from '#core/engines/engine.ts'
import { actionSize } from '#core/engines/network-shape.ts'
import { gradientSumsLength } from '#core/estimators/gradient-sums.ts'
import type { GradientTask } from '#core/estimators/row-arrays.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { groupsOfThread, playerGroups } from '#core/player-groups.ts'
import { createRng } from '#core/rng.ts'
import type { Sample } from '#core/sampler.ts'
import type { DifferentiateReply, HelpRequest, PlayReply, RowsReply } from './help-protocol.ts'
import { answer, awaitRequest, hasEnded, type Link } from './link.ts'
import type { HelperJob } from './protocol.ts'
import { sharedFloats } from './shared-floats.ts'

/** Plays and differentiates its share of a run's groups for the thread that trains it, until the end. */
export function helpTrain({ config, thread, threads, link }: HelperJob, engine: Engine): void {
  const policy = createPolicy(config, engine, createRng(config.seed, 'initial-parameters'))
  const normalizer = createNormalizer(config)
  const groups = groupsOfThread(playerGroups(config.batch), thread, threads)
  const share = createShare({ config, engine, policy, normalizer }, groups)
  const { inputSize } = policy.network.shape
  const length = gradientSumsLength(config.estimator, policy.parameters.length)
  /** Kept apart: they are added in the order of all groups. */
  const gradientSums = sharedFloats(groups.length * length)

  function* differentiate(task: GradientTask): Generator<void, DifferentiateReply> {
    const scoreSums = yield* share.differentiateGroups(task, (group) =>
      gradientSums.subarray(group * length, (group + 1) * length),
    )
    return { gradientSums, scoreSums }
  }

  function* obey(request: HelpRequest): Generator<void, unknown> {
    switch (request.kind) {
      case 'play':
        policy.parameters.set(request.parameters)
        policy.parametersChanged()
        if (request.observationMoments) normalizer?.restore(request.observationMoments)
        return withoutRows(yield* share.play(request.mostEpisodes))
      case 'differentiate':
        return yield* differentiate(request.task)
      case 'observe': {
        const observations = new Float32Array(request.rows.length * inputSize)
        yield* share.copyObservations(request.rows, observations)
        return observations
      }
      case 'rows':
        return rowsOf(yield* share.gather(), inputSize, actionSize(policy.network.shape.head))
      case 'save':
        return share.save()
      case 'restore':
        share.restore(request.states)
        return null
    }
  }

  for (;;) {
    const request = awaitRequest<HelpRequest>(link)
    if (request === null) return
    const reply = unlessEnded(link, obey(request))
    if (reply === undefined) return
    answer(link, reply)
  }
}

/** What the leader needs of a sample; observations and actions stay here. */
function withoutRows({ steps: all, ...told }: Sample): PlayReply {
  const { steps, trajectories, rewards, trajectory, time } = all
  return { steps: { steps, trajectories, rewards, trajectory, time }, ...told }
}

/** Copies of just the rows, as the engine's memory cannot be sent. */
const rowsOf = (
  { steps, trajectories, observations, actions, unfinished, finalObservations }: Batch,
  observation: number,
  action: number,
): RowsReply => ({
  trajectories,
  observations: observations.slice(0, steps * observation),
  actions: actions.slice(0, steps * action),
  unfinished: unfinished.slice(0, trajectories),
  finalObservations: finalObservations.slice(0, trajectories * observation),
})

/** The result of the work, or undefined when nobody waits for it any more. */
function unlessEnded(link: Link, work: Generator<void, unknown>): unknown {
  while (!hasEnded(link)) {
    const next = work.next()
    if (next.done) return next.value
  }
  return undefined
}
