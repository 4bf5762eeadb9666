import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Verification } from '#shared/verification.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'

/** A run that is trained again and compared: one at a time, ended when another run is looked at. */
export function useVerification(runId: () => number) {
  const client = useClient()
  const found = shallowRef<Verification | null>(null)
  const failure = shallowRef<string | null>(null)
  /** How far it is, from 0 to 1; null: nothing is under way. */
  const share = shallowRef<number | null>(null)
  let taskId: string | null = null

  async function start(): Promise<void> {
    if (taskId !== null) return
    const own = `verify-${crypto.randomUUID()}`
    taskId = own
    clear()
    share.value = 0
    try {
      const result = await client.call('runs.verify', { runId: runId(), taskId: own })
      if (taskId === own) found.value = result
    } catch (error) {
      if (taskId === own) failure.value = messageOf(error)
    } finally {
      if (taskId === own) end()
    }
  }

  function end(): void {
    taskId = null
    share.value = null
  }
  function clear(): void {
    found.value = null
    failure.value = null
  }
  function cancel(): void {
    if (taskId === null) return
    // Whether it ended just before does not matter: nobody waits.
    client.call('runs.cancelVerify', { taskId }).catch(() => undefined)
    end()
  }

  const stopListening = client.on('verify.progress', (progress) => {
    if (progress.taskId === taskId) share.value = progress.share
  })
  watch(runId, () => {
    cancel()
    clear()
  })
  onScopeDispose(() => {
    cancel()
    stopListening()
  })
  return { found, failure, share, start, cancel, clear }
}
