import type { MessagePort } from 'node:worker_threads'
import type { Engine } from '#core/engines/engine.ts'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { evaluate } from '#core/evaluate.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { mapPolicy } from '#core/map-policy.ts'
import { networkShape } from '#core/policies/create-policy.ts'
import { recordEpisode } from '#core/record-episode.ts'
import type { EngineName } from '#shared/config/engine.ts'
import { ApiError } from '#shared/errors.ts'
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
import { createSlices } from './slices.ts'

const MOST_JUDGES = 8

/**
 * Plays episodes of stored policies, one to watch or many to evaluate, each on the engine of its run,
 * until told to stop. It works in slices, so that a long evaluation neither holds up viewers nor misses
 * the end.
 */
export function playRequests(port: MessagePort): void {
  const engines = new Map<EngineName, Promise<Engine>>()
  const judges = createJudges(MOST_JUDGES)
  const slices = createSlices()
  /** Evaluations run one after the other, so that only one of them needs memory. */
  let watched: Promise<unknown> = Promise.resolve()
  let evaluated: Promise<unknown> = Promise.resolve()
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
    const recorded = await slices.finish(
      recordEpisode(config, taken, { start, index: start === null ? played++ : 0 }),
    )
    return {
      kind: 'played',
      requestId,
      episode: { runId, update: checkpoint.update, ...recorded },
    }
  }

  async function evaluateStored(request: EvaluateRequest): Promise<WorkerMessage> {
    const { config, checkpoint, requestId, start } = request
    const engine = await engineOf(config)
    const network = engine.createPolicyNetwork(networkShape(config))
    try {
      network.parameters.set(checkpoint.parameters)
      network.parametersChanged()
      const { environment: settings } = config
      const playedIn = createEnvironment(
        start === 'configured' ? settings : { ...settings, initialState: 'default' },
      )
      const normalizer = createNormalizer(config, checkpoint.observationMoments)
      const environment = withPolicyInput(playedIn, config, normalizer)
      const episodes = await slices.finish(evaluate({ ...request, environment, network, engine }))
      return { kind: 'evaluated', requestId, episodes }
    } finally {
      network.dispose()
    }
  }

  async function map(asked: MapRequest): Promise<WorkerMessage> {
    const { config, checkpoint, requestId, request } = asked
    const judge = judges.of(config, await engineOf(config))
    const taken = judge.take({ ...checkpoint, ...knowledgeOf(checkpoint.estimatorState) })
    const mapped = await slices.finish(mapPolicy(config, taken, request))
    const { runId } = request
    return { kind: 'mapped', requestId, map: { runId, update: checkpoint.update, ...mapped } }
  }

  function answer(request: PlayRequest | EvaluateRequest | MapRequest): Promise<WorkerMessage> {
    switch (request.kind) {
      case 'play':
        return (watched = watched.then(() => play(request)).catch(failureOf(request)))
      case 'map':
        return (watched = watched.then(() => map(request)).catch(failureOf(request)))
      case 'evaluate':
        return (evaluated = evaluated.then(() => evaluateStored(request)).catch(failureOf(request)))
    }
  }

  port.on('message', (command: PlayerCommand) => {
    if (command.kind === 'stop') {
      slices.stop()
      port.close()
    } else {
      void answer(command).then((message) => port.postMessage(message))
    }
  })
}

/** An error in one request leaves the others alone. */
const failureOf =
  ({ requestId }: { readonly requestId: number }) =>
  (error: unknown): WorkerMessage => ({
    kind: 'failed',
    requestId,
    code: error instanceof ApiError ? error.code : 'conflict',
    reason: error instanceof Error ? error.message : String(error),
  })
