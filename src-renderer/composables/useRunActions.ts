import { useToast } from '@nuxt/ui/composables'
import { useRunsStore } from '#renderer/stores/runs.ts'
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

  const restore = reporting('restored', store.restore)
  const remove = reporting('deleted', async (runId) => {
    await store.remove(runId)
    toast.add({
      title: `Run ${runId} deleted`,
      description: 'It is in the trash, on the page of settings.',
      icon: 'i-lucide-trash-2',
      color: 'neutral',
      duration: 10_000,
      actions: [
        {
          label: 'Undo',
          color: 'neutral',
          variant: 'outline',
          onClick: () => void restore(runId),
        },
      ],
    })
  })

  return {
    pause: reporting('paused', store.pause),
    resume: reporting('resumed', store.resume),
    stop: reporting('stopped', store.stop),
    remove,
    restore,
  }
}
