import type { Action } from '#renderer/actions/action.ts'
import { useActions } from '#renderer/actions/registry.ts'
import { useQueueStore } from '#renderer/stores/queue.ts'
import { useReport } from '#renderer/composables/useReport.ts'
import { useStop } from '#renderer/composables/useStop.ts'

/** What can be done to all runs that train or wait; a refusal is shown. */
export function useQueueActions() {
  const queue = useQueueStore()
  const { report } = useReport()
  const { stopQueue } = useStop()

  const reporting =
    <Args extends unknown[]>(title: string, act: (...args: Args) => Promise<unknown>) =>
    async (...args: Args): Promise<void> => {
      try {
        await act(...args)
      } catch (error) {
        report(title, error)
      }
    }

  return {
    move: reporting('The run stays where it is', queue.move),
    pauseAll: reporting('The queue could not be paused', queue.pauseAll),
    resumeAll: reporting('The queue could not be resumed', queue.resumeAll),
    stopAll: stopQueue,
  }
}

/** Offers the queue on every page. */
export function useQueueShortcuts(toggle: () => void): void {
  const queue = useQueueStore()
  const { pauseAll, resumeAll } = useQueueActions()
  useActions((): Action[] => {
    const { isHeld = false, training = [], waitingCount = 0 } = queue.state ?? {}
    const nothing = training.length + waitingCount === 0 ? 'nothing trains or waits' : null
    return [
      {
        id: 'queue',
        title: 'Show or hide the queue',
        section: 'Runs',
        icon: 'i-lucide-list-ordered',
        keywords: 'waiting order progress left time eta',
        shortcut: 'Q',
        run: toggle,
      },
      isHeld
        ? {
            id: 'pause-all',
            title: 'Resume all runs',
            section: 'Runs',
            icon: 'i-lucide-play',
            keywords: 'queue continue',
            run: resumeAll,
          }
        : {
            id: 'pause-all',
            title: 'Pause all runs',
            section: 'Runs',
            icon: 'i-lucide-pause',
            keywords: 'queue hold',
            obstacle: nothing,
            run: pauseAll,
          },
    ]
  })
}
