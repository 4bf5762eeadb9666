import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'

/** What a long change is given: whether it is to end, and whom to tell how far it is. */
export interface Task {
  readonly signal: AbortSignal
  /** To be called with the share that is done, from 0 to 1, as often as it changes. */
  readonly told: (share: number) => void
}

type ProgressEvent = 'task.progress' | 'runFile.progress'

export interface TaskRequest {
  /** The id its asker gave it; left out: nobody hears how far it is. */
  readonly taskId?: string | undefined
  /** What it says of a task that was cancelled, in a sentence. */
  readonly cancelled: string
  readonly event?: ProgressEvent
}

interface Options {
  readonly publish: (event: ProgressEvent, data: Events[ProgressEvent]) => void
}

export type Tasks = ReturnType<typeof createTasks>

/** Shorter tasks are over before anyone could read how far they are. */
const QUIET_MS = 200
const TELL_EVERY_MS = 100

/** Long changes that a client asked for: how far each is, and how it is cancelled. */
export function createTasks({ publish }: Options) {
  /** By the id its asker gave it, or by one of ours. */
  const running = new Map<string | symbol, { cancel(): void; readonly over: Promise<unknown> }>()
  let isClosed = false

  /** Tells how far a task is; a file tells it from the beginning to the end. */
  function teller({ taskId, event = 'task.progress' }: TaskRequest) {
    const isFile = event === 'runFile.progress'
    const startedAt = performance.now()
    let nextAt = startedAt + (isFile ? 0 : QUIET_MS)
    let last: number | null = isFile ? 0 : null
    function tell(share: number): void {
      if (taskId === undefined) return
      const ageMs = performance.now() - startedAt
      publish(event, {
        taskId,
        share,
        remainingMs: share > 0 ? (ageMs * (1 - share)) / share : null,
      })
    }
    return {
      told(share: number): void {
        if (performance.now() < nextAt) return
        nextAt = performance.now() + TELL_EVERY_MS
        last = share
        tell(share)
      },
      over: (): void => void (last !== null && last < 1 && tell(1)),
    }
  }

  return {
    /** Does the work under this id, which no other task has meanwhile. */
    async run<T>(request: TaskRequest, work: (task: Task) => Promise<T>): Promise<T> {
      const id = request.taskId ?? Symbol(request.cancelled)
      if (running.has(id)) throw new ApiError('conflict', `Task ${String(id)} is still at work`)
      const controller = new AbortController()
      const cancel = () => controller.abort(new ApiError('conflict', request.cancelled))
      if (isClosed) cancel()
      const progress = teller(request)
      const over = work({ signal: controller.signal, told: progress.told })
      running.set(id, { cancel, over })
      try {
        const result = await over
        progress.over()
        return result
      } finally {
        running.delete(id)
      }
    },

    /** Ends the task, which fails with a sentence; without effect on one that is over. */
    cancel(taskId: string): null {
      running.get(taskId)?.cancel()
      return null
    },

    /** Cancels all tasks and waits for their ends. */
    async close(): Promise<void> {
      isClosed = true
      const tasks = [...running.values()]
      for (const { cancel } of tasks) cancel()
      await Promise.allSettled(tasks.map(({ over }) => over))
    },
  }
}
