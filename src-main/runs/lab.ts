import type { Worker } from 'node:worker_threads'
import type { LabResult, LabResults, LabTask } from '#core/exact/lab-task.ts'
import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { LabMessage } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'

interface LabOptions {
  readonly spawn: SpawnWorker
  readonly publish: (event: 'lab.progress', data: Events['lab.progress']) => void
}

/** Works on tasks of the exact lab, each in a thread of its own. */
export interface Lab {
  /** Tells how far the task is under the id its asker gave it. */
  work<Task extends LabTask>(taskId: string, task: Task): Promise<LabResults[Task['kind']]>
  /** Ends the task, which fails with a sentence; without effect on one that is over. */
  cancel(taskId: string): null
  close(): Promise<void>
}

interface Work {
  readonly worker: Worker
  readonly result: PromiseWithResolvers<LabResult>
  readonly exited: PromiseWithResolvers<void>
}

export function createLab({ spawn, publish }: LabOptions): Lab {
  const works = new Map<string, Work>()

  function start(taskId: string, task: LabTask): Work {
    const worker = spawn({ kind: 'lab', config: task.config, task })
    const result = Promise.withResolvers<LabResult>()
    const exited = Promise.withResolvers<void>()
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
      works.delete(taskId)
      result.reject(new ApiError('conflict', 'The task of the lab was cancelled'))
      exited.resolve()
    })
    return { worker, result, exited }
  }

  function cancel(taskId: string): null {
    works.get(taskId)?.worker.postMessage('stop')
    return null
  }

  return {
    work<Task extends LabTask>(taskId: string, task: Task) {
      if (works.has(taskId)) throw new ApiError('conflict', `Task ${taskId} is still at work`)
      const work = start(taskId, task)
      works.set(taskId, work)
      return work.result.promise as Promise<LabResults[Task['kind']]>
    },
    cancel,
    async close() {
      const exits = [...works.values()].map(({ exited }) => exited.promise)
      for (const taskId of works.keys()) cancel(taskId)
      await Promise.all(exits)
    },
  }
}
