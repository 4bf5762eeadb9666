import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { TaskProgress } from '#shared/events.ts'
import { useClient } from '#renderer/client.ts'

/** Starts of many runs that this window asked for and that take longer than a moment. */
export const useStartsStore = defineStore('starts', () => {
  const client = useClient()
  /** Of those under way, by the ids this window gave them. */
  const running = new Set<string>()
  const progress = shallowRef<TaskProgress | null>(null)
  client.on('task.progress', (told) => {
    if (running.has(told.taskId)) progress.value = told
  })

  /** Calls with an id by which the start is followed and cancelled. */
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

  /** The start that is shown then fails with a sentence, and no run of it is kept. */
  async function cancel(): Promise<void> {
    const taskId = progress.value?.taskId
    if (taskId !== undefined) await client.call('tasks.cancel', { taskId })
  }

  return { progress, follow, cancel }
})
