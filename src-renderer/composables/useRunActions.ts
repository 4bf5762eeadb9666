import { useToast } from '@nuxt/ui/composables'
import { useRunsStore, UNDO_MS } from '#renderer/stores/runs.ts'
import { useReport } from './useReport.ts'

/** What can be done to a run from a button: a refusal is shown, a deletion can be undone. */
export function useRunActions() {
  const store = useRunsStore()
  const toast = useToast()
  const { report } = useReport()

  const reporting =
    (verb: string, action: (runId: number) => Promise<unknown>) =>
    async (runId: number): Promise<void> => {
      try {
        await action(runId)
      } catch (error) {
        report(`Run ${runId} could not be ${verb}`, error)
      }
    }

  const remove = reporting('deleted', async (runId) => {
    const { id } = toast.add({
      title: `Run ${runId} deleted`,
      icon: 'i-lucide-trash-2',
      color: 'neutral',
      duration: UNDO_MS,
      actions: [
        {
          label: 'Undo',
          color: 'neutral',
          variant: 'outline',
          onClick: () => store.keep(runId),
        },
      ],
    })
    try {
      await store.remove(runId)
    } finally {
      toast.remove(id)
    }
  })

  return {
    pause: reporting('paused', store.pause),
    resume: reporting('resumed', store.resume),
    stop: reporting('stopped', store.stop),
    remove,
  }
}
