import { onScopeDispose, reactive, shallowRef, watch } from 'vue'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Recording } from '#shared/recording.ts'
import { useClient } from '#renderer/client.ts'
import { useReport } from './useReport.ts'
import { useUndo } from './useUndo.ts'

/** The kept episodes of a run, as they are until the calling scope ends, and what can be done to them. */
export function useRecordings(runId: () => number) {
  const client = useClient()
  const { report } = useReport()
  const { offerUndo } = useUndo()
  const recordings = shallowRef<readonly Recording[]>([])

  /** The answer, or undefined where it was refused, which a person is told. */
  async function reporting<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      report(what, error)
      return undefined
    }
  }

  async function load(): Promise<void> {
    const asked = runId()
    const found = await reporting('The kept episodes could not be read', () =>
      client.call('recordings.list', { runId: asked }),
    )
    if (found && asked === runId()) recordings.value = found
  }

  const stopListening = [
    client.on('recordings.changed', (changed) => {
      if (changed.runId === runId()) void load()
    }),
    client.onReconnect(() => void load()),
  ]
  watch(
    runId,
    () => {
      recordings.value = []
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => stopListening.forEach((stop) => stop()))

  const keep = (name: string, episode: RecordedEpisode) =>
    reporting('The episode could not be kept', () =>
      client.call('recordings.keep', { name, episode }),
    )
  const open = (recordingId: number) =>
    reporting('The episode could not be opened', () =>
      client.call('recordings.get', { recordingId }),
    )
  const rename = (recordingId: number, name: string) =>
    reporting('The episode could not be renamed', () =>
      client.call('recordings.rename', { recordingId, name }),
    )
  const remove = (recordingId: number) =>
    reporting('The episode could not be deleted', async () => {
      const { name } = await client.call('recordings.delete', { recordingId })
      offerUndo({
        title: 'Episode deleted',
        description: name,
        icon: 'i-lucide-trash-2',
        failure: 'The episode could not be restored',
        undo: () => client.call('recordings.restore', { recordingId }),
      })
    })

  return reactive({ recordings, keep, open, rename, remove })
}
