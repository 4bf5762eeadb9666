import { onScopeDispose, shallowRef } from 'vue'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'

/** How far a task is; the time left is null while it is not known. */
export interface LabProgress {
  readonly share: number
  readonly remainingMs: number | null
}

/**
 * A question to the lab that takes its time: one at a time, with progress, and ended when nobody waits
 * for it any more. What was last found stays until something else is.
 */
export function useLabTask<Found>(ask: (taskId: string) => Promise<Found>) {
  const client = useClient()
  const found = shallowRef<Found | null>(null)
  const failure = shallowRef<string | null>(null)
  const progress = shallowRef<LabProgress | null>(null)
  let taskId: string | null = null

  const stopListening = client.on('lab.progress', ({ taskId: of, share, remainingMs }) => {
    if (of === taskId) progress.value = { share, remainingMs }
  })

  async function start() {
    if (taskId !== null) return
    // Tasks of all windows share their names' space.
    const own = `lab-${crypto.randomUUID()}`
    taskId = own
    failure.value = null
    progress.value = { share: 0, remainingMs: null }
    try {
      const answer = await ask(own)
      if (taskId === own) found.value = answer
    } catch (error) {
      if (taskId === own) failure.value = messageOf(error)
    } finally {
      if (taskId === own) end()
    }
  }

  function end() {
    taskId = null
    progress.value = null
  }

  /** Forgets what was found, which no longer fits what is asked. */
  function clear() {
    cancel()
    found.value = null
    failure.value = null
  }

  function cancel() {
    if (taskId === null) return
    // Whether it ended just before does not matter, nor does a lost connection: nobody waits.
    client.call('lab.cancel', { taskId }).catch(() => undefined)
    end()
  }

  onScopeDispose(() => {
    cancel()
    stopListening()
  })
  return { found, failure, progress, start, cancel, clear }
}
