import type { Worker } from 'node:worker_threads'
import type { PolicyCheckpoint, TrainingCommand, WorkerMessage } from '#main/workers/protocol.ts'
import { createPolicyRequests } from './policy-requests.ts'

/** A worker that does not end on command is ended; only one that hangs gets here. */
const END_WITHIN_MS = 5000

/** The manager's side of one training worker. */
export interface ActiveTraining {
  /** Whether the worker has begun; before, it is loading its engine. */
  hasStarted(): boolean
  send(command: TrainingCommand): void
  /** Says that the last batch is stored, so that the worker may send the next one. */
  acknowledge(): void
  /** Asks the worker to end; what it still has to tell comes before it does. */
  stop(): void
  /** A copy of the policy as it is. */
  policy(): Promise<PolicyCheckpoint>
  /** Resolves when the thread is gone. */
  readonly exited: Promise<void>
}

export interface Listener {
  told(message: WorkerMessage): void
  /** Called for every reason to give up; the first one counts. */
  failed(reason: string): void
}

/** Follows a worker that trains a run and hands out copies of its policy. */
export function followTraining(worker: Worker, runId: number, listener: Listener): ActiveTraining {
  const policies = createPolicyRequests((requestId) =>
    worker.postMessage({ kind: 'policy', requestId }),
  )
  let started = false
  let lastResort: NodeJS.Timeout | undefined

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'policy') return policies.answer(message.requestId, message)
    started ||= message.kind === 'started'
    try {
      listener.told(message)
    } catch (error) {
      // Other runs are not affected.
      listener.failed(sentence(error))
    }
  })
  worker.on('error', (error) => listener.failed(sentence(error)))
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      policies.refuse(`Run ${runId} ended before its policy was copied`)
      listener.failed(`Its worker ended with code ${code} before the run was over`)
      // Last: whoever is told that it failed asks it to stop.
      clearTimeout(lastResort)
      resolve()
    })
  })

  return {
    hasStarted: () => started,
    send(command) {
      policies.forget()
      worker.postMessage(command)
    },
    acknowledge: () => worker.postMessage({ kind: 'stored' }),
    stop() {
      worker.postMessage({ kind: 'stop' })
      lastResort ??= setTimeout(() => void worker.terminate(), END_WITHIN_MS)
    },
    policy: policies.policy,
    exited,
  }
}

/** What went wrong, for people. */
export const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
