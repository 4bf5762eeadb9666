import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { TaskProgress } from '#shared/events.ts'
import { useClient } from '#renderer/client.ts'

/** Starts of many runs that this window requested and that take longer than a moment. */
export const useStartsStore = defineStore('starts', () => {
  const client = useClient()
  /** The starts under way, by the ids that this window gave them. */
  const running = new Set<string>()
  const progress = shallowRef<TaskProgress | null>(null)
  client.on('task.progress', (told) => {
    if (running.has(told.taskId)) progress.value = told
  })

  /** Calls `start` with an id by which it is followed and cancelled. */
  async function follow<T>(start: (taskId: string) => Promise<T>): Promise<T> {
    const taskId = `start-${crypto.randomUUID()}`
    running.add(taskId)
    try {
      return await start(taskId)
    } finally {
      running.delete(taskId)
      if (progress.value?.taskId === taskId) progress.value = null
    }
  }

  /** Cancels the start that is shown. It fails with a sentence, and none of its runs is kept. */
  async function cancel(): Promise<void> {
    const taskId = progress.value?.taskId
    if (taskId !== undefined) await client.call('tasks.cancel', { taskId })
  }

  return { progress, follow, cancel }
})
