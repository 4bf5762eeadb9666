import { availableParallelism } from 'node:os'
import type { LabResult, LabResults, LabTask } from '#core/exact/lab-task.ts'
import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { LabMessage } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'
import { endWorker } from './end-worker.ts'
import { createSlots } from './slots.ts'

/** How many tasks may wait for their turn; each keeps its θ in memory. */
const MOST_WAITING = 128
/** Quick tasks, which a page asks for while a slider moves, do not wait for checks, which take minutes. */
const QUICK_AT_ONCE = 2

interface LabOptions {
  readonly spawn: SpawnWorker
  readonly publish: (event: 'lab.progress', data: Events['lab.progress']) => void
  /** How many gradient checks run at once; default: cores − 1, at least 1. */
  readonly checksAtOnce?: number
}

/** Runs tasks of the exact lab, each in a thread of its own. A few run at once; the others wait. */
export interface Lab {
  /** Tells how far the task is under the id its asker gave it. */
  work<Task extends LabTask>(taskId: string, task: Task): Promise<LabResults[Task['kind']]>
  /** Ends the task, which fails with a sentence; without effect on one that is over. */
  cancel(taskId: string): null
  close(): Promise<void>
}

interface Work {
  readonly result: PromiseWithResolvers<LabResult>
  readonly over: Promise<void>
  cancel(): void
}

const cancelled = () => new ApiError('conflict', 'The lab task was cancelled')

export function createLab({
  spawn,
  publish,
  checksAtOnce = Math.max(1, availableParallelism() - 1),
}: LabOptions): Lab {
  const works = new Map<string, Work>()
  let isClosed = false
  const checks = createSlots({ atOnce: checksAtOnce, mostWaiting: MOST_WAITING })
  const quick = createSlots({ atOnce: QUICK_AT_ONCE, mostWaiting: MOST_WAITING })

  /** Begins a task in a thread; `ended` is called when the thread is gone. */
  function begin(taskId: string, task: LabTask, result: Work['result'], ended: () => void) {
    const worker = spawn({ kind: 'lab', config: task.config, task })
    worker.on('message', (message: LabMessage) => {
      switch (message.kind) {
        case 'progress': {
          const { share, remainingMs } = message
          return publish('lab.progress', { taskId, share, remainingMs })
        }
        case 'done':
          return result.resolve(message.result)
        case 'refused':
          return result.reject(new ApiError(message.code, message.reason))
      }
    })
    worker.on('error', (error) => result.reject(new ApiError('conflict', sentence(error))))
    worker.on('exit', () => {
      result.reject(cancelled())
      ended()
    })
    return worker
  }

  function enter(taskId: string, task: LabTask): Work {
    // A task that began now would never end.
    if (isClosed) throw new ApiError('conflict', 'The workbench is closing')
    const slots = task.kind === 'gradient-check' ? checks : quick
    if (slots.isFull()) {
      throw new ApiError(
        'conflict',
        `${MOST_WAITING} lab tasks are waiting; wait for them or cancel some`,
      )
    }
    const result = Promise.withResolvers<LabResult>()
    const over = Promise.withResolvers<void>()
    let end = () => undefined as void
    function ended() {
      works.delete(taskId)
      over.resolve()
    }
    const start = async () => {
      try {
        const worker = begin(taskId, task, result, ended)
        end = () => endWorker(worker, 'stop')
        await over.promise
      } catch (error) {
        result.reject(error)
        ended()
      }
    }
    const work: Work = {
      result,
      over: over.promise,
      cancel() {
        if (!slots.leave(start)) return end()
        result.reject(cancelled())
        ended()
      },
    }
    works.set(taskId, work)
    slots.enter(start)
    return work
  }

  return {
    work<Task extends LabTask>(taskId: string, task: Task) {
      if (works.has(taskId)) throw new ApiError('conflict', `Task ${taskId} is still running`)
      return enter(taskId, task).result.promise as Promise<LabResults[Task['kind']]>
    },
    cancel(taskId) {
      works.get(taskId)?.cancel()
      return null
    },
    async close() {
      isClosed = true
      const all = [...works.values()]
      // Waiting tasks are cancelled first, or they would begin as others end.
      for (const { cancel } of all.reverse()) cancel()
      await Promise.all(all.map(({ over }) => over))
    },
  }
}
