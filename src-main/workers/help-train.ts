import { createShare, type Share } from '#core/crew.ts'
import type { Engine } from '#core/engines/engine.ts'
import { networkShape } from '#core/policies/policy.ts'
import { groupsOfThread, playerGroups } from '#core/player-groups.ts'
import type { Sample } from '#core/sampler.ts'
import type { DifferentiateReply, HelpRequest, PlayReply } from './help-protocol.ts'
import { answer, awaitRequest, hasEnded, type Link } from './link.ts'
import type { HelperJob } from './protocol.ts'
import { sharedFloats } from './shared-floats.ts'

/** Plays and differentiates its share of a run's groups for the thread that trains it, until the end. */
export function helpTrain({ config, thread, threads, link }: HelperJob, engine: Engine): void {
  const network = engine.createPolicyNetwork(networkShape(config))
  const groups = groupsOfThread(playerGroups(config.batch), thread, threads)
  const share = createShare({ config, engine, network }, groups)
  const differentiate = createDifferentiator(share, groups.length, network.parameters.length)

  function* obey(request: HelpRequest): Generator<void, unknown> {
    switch (request.kind) {
      case 'play':
        network.parameters.set(request.parameters)
        network.parametersChanged()
        return withoutRows(yield* share.play(request.mostEpisodes))
      case 'differentiate':
        return yield* differentiate(request.weights)
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
function withoutRows({ steps: all, finished, isFinite }: Sample): PlayReply {
  const { steps, trajectories, rewards, trajectory, time } = all
  return { steps: { steps, trajectories, rewards, trajectory, time }, finished, isFinite }
}

/** Gradients of the share's groups, kept apart: they are added in the order of all groups. */
function createDifferentiator(share: Share, groups: number, parameters: number) {
  const gradients = sharedFloats(groups * parameters)
  return function* (weights: Float32Array): Generator<void, DifferentiateReply> {
    const entropySums: number[] = []
    for (let i = 0; i < groups; i++) {
      const gradient = gradients.subarray(i * parameters, (i + 1) * parameters)
      entropySums.push(yield* share.differentiateGroup(i, weights, gradient))
    }
    return { gradients, entropySums }
  }
}

/** The result of the work, or undefined when nobody waits for it any more. */
function unlessEnded(link: Link, work: Generator<void, unknown>): unknown {
  while (!hasEnded(link)) {
    const next = work.next()
    if (next.done) return next.value
  }
  return undefined
}
