import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'

/** A long change receives this: it learns whether it must end, and it tells its progress. */
export interface Task {
  readonly signal: AbortSignal
  /** Call this with the share that is done, from 0 to 1, whenever it changes. */
  readonly told: (share: number) => void
}

type ProgressEvent = 'task.progress' | 'runFile.progress'

export interface TaskRequest {
  /** The id that the client gave the task; without one, nobody receives its progress. */
  readonly taskId?: string | undefined
  /** The sentence that a cancelled task fails with. */
  readonly cancelled: string
  readonly event?: ProgressEvent
}

interface Options {
  readonly publish: (event: ProgressEvent, data: Events[ProgressEvent]) => void
}

export type Tasks = ReturnType<typeof createTasks>

/** Shorter tasks are over before anyone could read their progress. */
const QUIET_MS = 200
const TELL_EVERY_MS = 100
/** From less than this share the rest cannot be estimated: nine seconds looked like minutes. */
const TELLING_SHARE = 0.01

/** Long changes that clients requested: tells their progress and cancels them. */
export function createTasks({ publish }: Options) {
  /** Running tasks, by the id that the client gave or by one of ours. */
  const running = new Map<string | symbol, { cancel(): void; readonly over: Promise<unknown> }>()
  let isClosed = false

  /** Publishes the progress of a task; that of a file is published from the beginning to the end. */
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
        remainingMs: share >= TELLING_SHARE ? (ageMs * (1 - share)) / share : null,
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
    /** Does the work under this id. Refuses an id that another running task has. */
    async run<T>(request: TaskRequest, work: (task: Task) => Promise<T>): Promise<T> {
      const id = request.taskId ?? Symbol(request.cancelled)
      if (running.has(id)) throw new ApiError('conflict', `Task ${String(id)} is still running`)
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

    /** Cancels a task, which fails with a sentence; does nothing if it has ended. */
    cancel(taskId: string): null {
      running.get(taskId)?.cancel()
      return null
    },

    /** Cancels all tasks and waits until they have ended. */
    async close(): Promise<void> {
      isClosed = true
      const tasks = [...running.values()]
      for (const { cancel } of tasks) cancel()
      await Promise.allSettled(tasks.map(({ over }) => over))
    },
  }
}
