import type { MessagePort } from 'node:worker_threads'
import type { Engine } from '#core/engines/engine.ts'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { evaluate } from '#core/evaluate.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { mapPolicy } from '#core/map-policy.ts'
import { networkShape } from '#core/policies/policy.ts'
import { recordEpisode } from '#core/record-episode.ts'
import type { EngineName } from '#shared/config/engine.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createJudges } from './create-judge.ts'
import { knowledgeOf } from './estimator-knowledge.ts'
import { loadEngine } from './load-engine.ts'
import type {
  EvaluateRequest,
  MapRequest,
  PlayerCommand,
  PlayRequest,
  WorkerMessage,
} from './protocol.ts'

const MOST_JUDGES = 8

/** Plays episodes of stored policies, one to watch or many to judge by, each on the engine of its run, until told to stop. */
export function playRequests(port: MessagePort): void {
  const engines = new Map<EngineName, Promise<Engine>>()
  const judges = createJudges(MOST_JUDGES)
  let played = 0

  function engineOf({ engine: name }: RunConfig): Promise<Engine> {
    const engine = engines.get(name) ?? loadEngine(name)
    engines.set(name, engine)
    return engine
  }

  async function play(request: PlayRequest): Promise<WorkerMessage> {
    const { runId, config, checkpoint, requestId, start } = request
    const engine = await engineOf(config)
    const judge = judges.of(config, engine)
    const taken = judge.take({ ...checkpoint, ...knowledgeOf(checkpoint.estimatorState) })
    const playing = recordEpisode(config, taken, { start, index: start === null ? played++ : 0 })
    let next = playing.next()
    while (!next.done) next = playing.next()
    return {
      kind: 'played',
      requestId,
      episode: { runId, update: checkpoint.update, ...next.value },
    }
  }

  async function evaluateStored(request: EvaluateRequest): Promise<WorkerMessage> {
    const { config, checkpoint, requestId, start } = request
    const engine = await engineOf(config)
    const network = engine.createPolicyNetwork(networkShape(config))
    network.parameters.set(checkpoint.parameters)
    network.parametersChanged()
    const { environment: settings } = config
    const playedIn = createEnvironment(
      start === 'configured' ? settings : { ...settings, initialState: 'default' },
    )
    const normalizer = createNormalizer(config, checkpoint.observationMoments)
    const environment = withPolicyInput(playedIn, config, normalizer)
    const evaluating = evaluate({ ...request, environment, network, engine })
    let next = evaluating.next()
    while (!next.done) next = evaluating.next()
    network.dispose()
    return { kind: 'evaluated', requestId, episodes: next.value }
  }

  async function map(asked: MapRequest): Promise<WorkerMessage> {
    const { config, checkpoint, requestId, request } = asked
    const judge = judges.of(config, await engineOf(config))
    const taken = judge.take({ ...checkpoint, ...knowledgeOf(checkpoint.estimatorState) })
    const mapping = mapPolicy(config, taken, request)
    let next = mapping.next()
    while (!next.done) next = mapping.next()
    const { runId } = request
    return { kind: 'mapped', requestId, map: { runId, update: checkpoint.update, ...next.value } }
  }

  function answer(request: PlayRequest | EvaluateRequest | MapRequest): Promise<WorkerMessage> {
    switch (request.kind) {
      case 'play':
        return play(request)
      case 'evaluate':
        return evaluateStored(request)
      case 'map':
        return map(request)
    }
  }

  port.on('message', (command: PlayerCommand) => {
    if (command.kind === 'stop') port.close()
    else void answer(command).then((message) => port.postMessage(message))
  })
}
