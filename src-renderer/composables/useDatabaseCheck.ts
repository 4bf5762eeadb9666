import { onScopeDispose, shallowRef } from 'vue'
import type { DatabaseCheck } from '#shared/api.ts'
import type { TaskProgress } from '#shared/events.ts'
import { useClient } from '#renderer/client.ts'
import { useReport } from '#renderer/composables/useReport.ts'

/** A shorter check is over before anyone could cancel it. */
const QUIET_MS = 300

/** The integrity check of the open database. Only one runs at a time, and it ends with the page that started it. */
export function useDatabaseCheck() {
  const client = useClient()
  const { report } = useReport()
  const found = shallowRef<DatabaseCheck | null>(null)
  const isChecking = shallowRef(false)
  /** Null if there is nothing to show. */
  const progress = shallowRef<Pick<TaskProgress, 'share' | 'remainingMs'> | null>(null)
  let taskId: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const stopListening = client.on('task.progress', (told) => {
    if (told.taskId === taskId) progress.value = told
  })

  async function start(): Promise<void> {
    if (taskId !== null) return
    const own = `check-${crypto.randomUUID()}`
    taskId = own
    isChecking.value = true
    timer = setTimeout(() => (progress.value ??= { share: 0, remainingMs: null }), QUIET_MS)
    try {
      const check = await client.call('system.checkDatabase', { isDeep: true, taskId: own })
      if (taskId === own) found.value = check
    } catch (error) {
      if (taskId === own) report('The integrity check failed', error)
    } finally {
      if (taskId === own) end()
    }
  }

  function end(): void {
    taskId = null
    clearTimeout(timer)
    isChecking.value = false
    progress.value = null
  }

  function cancel(): void {
    if (taskId === null) return
    // Nobody waits for the answer any more, whether or not the call arrives.
    client.call('tasks.cancel', { taskId }).catch(() => undefined)
    end()
  }

  onScopeDispose(() => {
    cancel()
    stopListening()
  })
  return { found, isChecking, progress, start, cancel }
}
