import { useToast } from '@nuxt/ui/composables'
import { watch } from 'vue'
import { formatCounted } from '#shared/format-number.ts'
import type { LastSession } from '#shared/queue.ts'
import { readStored, writeStored } from '#renderer/composables/browser-storage.ts'
import { useQueueStore } from '#renderer/stores/queue.ts'

const TOLD_KEY = 'last-session-told'

/** Tells once what this start of the workbench took up of the last one. */
export function useLastSession(pauseAll: () => unknown): void {
  const queue = useQueueStore()
  const toast = useToast()

  function tell({ continued, refused }: LastSession) {
    if (continued > 0) {
      const isHeld = queue.state?.isHeld === true
      toast.add({
        title: `${formatCounted(continued, 'run')} of the last session ${isHeld ? 'wait: the queue is paused' : continued === 1 ? 'goes on' : 'go on'}`,
        description: 'From where they were, to the bit. The settings say whether that is so.',
        icon: 'i-lucide-history',
        color: 'neutral',
        duration: 15_000,
        actions: isHeld
          ? []
          : [
              {
                label: 'Pause all',
                color: 'neutral',
                variant: 'outline',
                onClick: () => void pauseAll(),
              },
            ],
      })
    }
    if (refused > 0) {
      toast.add({
        title: `${formatCounted(refused, 'run')} of the last session cannot go on here`,
        description:
          'Another version of the workbench began them, and two versions may round differently. Their pages say which; copy them into new runs to train them again.',
        icon: 'i-lucide-circle-slash-2',
        color: 'warning',
        duration: 20_000,
      })
    }
  }

  watch(
    () => queue.state?.lastSession ?? null,
    (session) => {
      if (!session || readStored(TOLD_KEY, 'session') === session.at) return
      writeStored(TOLD_KEY, session.at, 'session')
      tell(session)
    },
    { immediate: true },
  )
}
