import type { Worker } from 'node:worker_threads'
import { ApiError } from '#shared/errors.ts'
import type { EvaluatedEpisode, EvaluationRequest } from '#shared/evaluation.ts'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Run } from '#shared/run.ts'
import type {
  EvaluateRequest,
  MapRequest,
  PlayRequest,
  WorkerMessage,
} from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { endWorker } from './end-worker.ts'
import { createPlayRequests } from './play-requests.ts'

/** How many requests may wait for the one thread that plays. */
const MOST_WAITING = 100

/** Plays episodes of stored policies in one worker of its own, started when first needed. */
export interface Player {
  evaluate(
    run: Run,
    checkpoint: PlayRequest['checkpoint'],
    request: EvaluationRequest,
  ): Promise<readonly EvaluatedEpisode[]>
  play(
    run: Run,
    checkpoint: PlayRequest['checkpoint'],
    start: number | null,
  ): Promise<RecordedEpisode>
  map(
    run: Run,
    checkpoint: PlayRequest['checkpoint'],
    request: PolicyMapRequest,
  ): Promise<PolicyMap>
  close(): Promise<void>
}

export function createPlayer(spawn: SpawnWorker): Player {
  let lastId = 0
  const nextId = () => ++lastId
  const plays = createPlayRequests<RecordedEpisode>(nextId)
  const evaluations = createPlayRequests<readonly EvaluatedEpisode[]>(nextId)
  const maps = createPlayRequests<PolicyMap>(nextId)
  const requests = [plays, evaluations, maps]
  let worker: Worker | null = null
  let isClosed = false
  let exited: Promise<void> = Promise.resolve()

  function refuse(reason: string): void {
    for (const each of requests) each.refuse(reason)
  }

  function begin(): Worker {
    const started = spawn({ kind: 'play' })
    started.on('message', (message: WorkerMessage) => {
      if (message.kind === 'played') plays.answer(message.requestId, message.episode)
      if (message.kind === 'evaluated') evaluations.answer(message.requestId, message.episodes)
      if (message.kind === 'failed') {
        const error = new ApiError(message.code, message.reason)
        for (const each of requests) each.fail(message.requestId, error)
      }
      if (message.kind === 'mapped') maps.answer(message.requestId, message.map)
    })
    started.on('error', (error) => refuse(error instanceof Error ? error.message : String(error)))
    exited = new Promise((resolve) => {
      started.on('exit', () => {
        worker = null
        refuse('The workbench stopped playing episodes')
        resolve()
      })
    })
    return started
  }

  function current(): Worker {
    // One that began now would never end.
    if (isClosed) throw new ApiError('conflict', 'The workbench is closing')
    if (requests.reduce((sum, each) => sum + each.count(), 0) >= MOST_WAITING) {
      throw new ApiError(
        'conflict',
        `${MOST_WAITING} episodes, evaluations and policy maps are waiting; wait for them`,
      )
    }
    return (worker ??= begin())
  }

  return {
    evaluate({ config }, checkpoint, task) {
      const player = current()
      return evaluations.ask((requestId) => {
        const request: EvaluateRequest = {
          ...task,
          kind: 'evaluate',
          requestId,
          config,
          checkpoint,
        }
        player.postMessage(request)
      })
    },
    play({ id: runId, config }, checkpoint, start) {
      const player = current()
      return plays.ask((requestId) => {
        const request: PlayRequest = { kind: 'play', requestId, runId, start, config, checkpoint }
        player.postMessage(request)
      })
    },
    map({ config }, checkpoint, request) {
      const player = current()
      return maps.ask((requestId) => {
        const asked: MapRequest = { kind: 'map', requestId, config, checkpoint, request }
        player.postMessage(asked)
      })
    },
    close() {
      isClosed = true
      if (worker) endWorker(worker, { kind: 'stop' })
      return exited
    },
  }
}
