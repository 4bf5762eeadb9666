import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { Engine } from '#core/engines/engine.ts'
import { runLabTask } from '#core/exact/lab-task.ts'
import { ApiError } from '#shared/errors.ts'
import type { LabJob, LabMessage } from './protocol.ts'

/** How often the manager is told how far it is, and asked whether to stop. */
const TELL_EVERY_MS = 100

/** Works on one task of the lab until it is done or the manager sends anything, which means stop. */
export function workInLab({ task }: LabJob, port: MessagePort, engine: Engine): void {
  const say = (message: LabMessage) => port.postMessage(message)
  const startedAt = performance.now()
  let toldAt = startedAt
  try {
    const working = runLabTask(task, engine)
    let next = working.next()
    for (; !next.done; next = working.next()) {
      const now = performance.now()
      if (now - toldAt < TELL_EVERY_MS) continue
      toldAt = now
      if (receiveMessageOnPort(port)) return
      const share = next.value
      const remainingMs = share > 0 ? ((now - startedAt) * (1 - share)) / share : null
      say({ kind: 'progress', share, remainingMs })
    }
    say({ kind: 'done', result: next.value })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    say({ kind: 'refused', code: error.code, reason: error.message })
  }
}
