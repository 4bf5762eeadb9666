import { onScopeDispose, shallowRef } from 'vue'
import type { TrashedRun } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useReport } from './useReport.ts'

/** Deleted runs that can still be restored, as they are until the calling scope ends. */
export function useTrash() {
  const client = useClient()
  const { report } = useReport()
  const trash = shallowRef<readonly TrashedRun[] | null>(null)
  const error = shallowRef<string | null>(null)

  async function load() {
    try {
      trash.value = await client.call('trash.list', undefined)
      error.value = null
    } catch (failure) {
      error.value = messageOf(failure)
    }
  }
  const stopListening = [
    client.on('run.deleted', () => void load()),
    client.on('run.changed', ({ id }) => {
      if (trash.value?.some(({ run }) => run.id === id)) void load()
    }),
    client.onReconnect(() => void load()),
  ]
  onScopeDispose(() => stopListening.forEach((stop) => stop()))
  void load()

  async function empty() {
    try {
      await client.call('trash.empty', undefined)
      await load()
    } catch (failure) {
      report('The trash could not be emptied', failure)
    }
  }
  return { trash, error, empty }
}
