import { useToast } from '@nuxt/ui/composables'
import { useRouter } from 'vue-router'
import type { RunConfig } from '#shared/run-config.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useReport } from './useReport.ts'
import { useStop } from './useStop.ts'
import { useUndo } from './useUndo.ts'

/** What can be done to a run from a button: a refusal is shown, a stop and a deletion can be undone. */
export function useRunActions() {
  const store = useRunsStore()
  const toast = useToast()
  const router = useRouter()
  const { report } = useReport()
  const { offerUndo } = useUndo()
  const { stopRuns } = useStop()

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
    offerUndo({
      title: `Run ${runId} deleted`,
      description: 'It is in the trash, on the page of settings.',
      icon: 'i-lucide-trash-2',
      failure: `Run ${runId} could not be restored`,
      undo: () => store.restore(runId),
    })
  })

  /** A run that another version began cannot go on: it is trained again instead. */
  async function goOn(runId: number): Promise<void> {
    try {
      await store.goOn([runId])
    } catch (error) {
      const config = store.byId(runId)?.config
      toast.add({
        title: `Run ${runId} could not be continued`,
        description: messageOf(error),
        icon: 'i-lucide-circle-x',
        color: 'error',
        duration: 20_000,
        actions: config
          ? [
              {
                label: 'Train again',
                color: 'neutral',
                variant: 'outline',
                onClick: () => void trainAgain(config),
              },
            ]
          : [],
      })
    }
  }
  async function trainAgain(config: RunConfig): Promise<void> {
    try {
      const { id } = await store.start(config)
      await router.push({ name: 'run', params: { runId: id } })
    } catch (error) {
      report('The run could not be started', error)
    }
  }

  return {
    goOn,
    pause: reporting('paused', store.pause),
    resume: reporting('resumed', store.resume),
    stop: (runId: number) => stopRuns([runId]),
    remove,
    restore,
  }
}
