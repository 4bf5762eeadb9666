import type { Worker } from 'node:worker_threads'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { TrainingCommand, WorkerMessage } from '#main/workers/protocol.ts'
import { createPlayRequests } from './play-requests.ts'

/** A worker that does not end on command is ended; only one that hangs gets here. */
const END_WITHIN_MS = 5000

/** The manager's side of one training worker. */
export interface ActiveTraining {
  /** Whether the worker has begun; before, it is loading its engine. */
  hasStarted(): boolean
  send(command: TrainingCommand): void
  /** Asks the worker to end; what it still has to tell comes before it does. */
  stop(): void
  play(start: number | null): Promise<RecordedEpisode>
  map(request: PolicyMapRequest): Promise<PolicyMap>
  /** Resolves when the thread is gone. */
  readonly exited: Promise<void>
}

export interface Listener {
  told(message: WorkerMessage): void
  /** Called for every reason to give up; the first one counts. */
  failed(reason: string): void
}

/** Follows a worker that trains a run, and finds the caller of every episode it plays. */
export function followTraining(worker: Worker, runId: number, listener: Listener): ActiveTraining {
  const plays = createPlayRequests<RecordedEpisode>()
  const maps = createPlayRequests<PolicyMap>()
  let started = false
  let lastResort: NodeJS.Timeout | undefined

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'played') return plays.answer(message.requestId, message.episode)
    if (message.kind === 'mapped') return maps.answer(message.requestId, message.map)
    started ||= message.kind === 'started'
    try {
      listener.told(message)
    } catch (error) {
      // What cannot be stored must not be trained on; the other runs are not touched.
      listener.failed(sentence(error))
    }
  })
  worker.on('error', (error) => listener.failed(sentence(error)))
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      plays.refuse(`Run ${runId} ended before its episode was played`)
      maps.refuse(`Run ${runId} ended before its policy was drawn`)
      listener.failed(`Its worker ended with code ${code} before the run was over`)
      // Last: whoever is told that it failed asks it to stop.
      clearTimeout(lastResort)
      resolve()
    })
  })

  return {
    hasStarted: () => started,
    send: (command) => worker.postMessage(command),
    stop() {
      worker.postMessage({ kind: 'stop' })
      lastResort ??= setTimeout(() => void worker.terminate(), END_WITHIN_MS)
    },
    play: (start) =>
      plays.ask((requestId) => worker.postMessage({ kind: 'play', requestId, start })),
    map: (request) =>
      maps.ask((requestId) => worker.postMessage({ kind: 'map', requestId, request })),
    exited,
  }
}

/** What went wrong, for people. */
export const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
