import { useToast } from '@nuxt/ui/composables'
import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { isActive, type Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { useReport } from '#renderer/composables/useReport.ts'
import { endingText, titlePrefix } from './ending-text.ts'
import { createStretch, type Ending } from './stretch.ts'
import { useNotificationSettings } from './useNotificationSettings.ts'

/** The toast that asks whether to notify. It goes with the work that it asks about. */
const OFFER = 'notify-at-end'

/** Tells of long work that ended while nobody looked, and of all work in the title of the page. */
export function useEndings() {
  const client = useClient()
  const router = useRouter()
  const toast = useToast()
  const { report } = useReport()
  const { settings, turnOn, setOffered } = useNotificationSettings()
  const stretch = createStretch(() => performance.now())
  const share = shallowRef<number | null>(null)
  const unseen = shallowRef(0)
  const isLong = (durationMs: number) => durationMs >= 1000 * settings.value.afterSeconds

  function hear(run: Run) {
    const ending = stretch.hear(run)
    const now = stretch.share()
    // Whole percents: the title need not change more often.
    share.value = now === null ? null : Math.floor(100 * now) / 100
    if (ending) tell(ending)
    else if (isActive(run.status)) offer()
  }

  function tell(ending: Ending) {
    toast.remove(OFFER)
    if (document.hasFocus()) return
    unseen.value += ending.runs.length
    if (!settings.value.isOn || !isLong(ending.durationMs)) return
    const { title, body } = endingText(ending)
    const notification = new Notification(title, { body, tag: 'workbench-ended' })
    const [run] = ending.runs
    notification.onclick = () => {
      window.focus()
      void router.push(
        ending.runs.length === 1 && run
          ? { name: 'run', params: { runId: run.id } }
          : { name: 'runs' },
      )
    }
  }

  /** Once, on the first work that takes long. */
  function offer() {
    const durationMs = stretch.durationMs()
    const { isOn, wasOffered } = settings.value
    if (isOn || wasOffered || durationMs === null || !isLong(durationMs)) return
    setOffered()
    toast.add({
      id: OFFER,
      title: 'This takes a while',
      description: 'Shall a notification tell you when it ends and this window is not in front?',
      icon: 'i-lucide-bell',
      color: 'neutral',
      duration: 20_000,
      actions: [
        {
          label: 'Notify me',
          color: 'neutral',
          variant: 'outline',
          onClick: async () => {
            const problem = await turnOn()
            if (problem) report('Notifications stay off', problem)
          },
        },
      ],
    })
  }

  const stopListening = [
    client.on('run.changed', hear),
    client.on('run.deleted', ({ runId }) => stretch.forget(runId)),
  ]
  onScopeDispose(() => stopListening.forEach((stop) => stop()))
  useEventListener(window, 'focus', () => (unseen.value = 0))

  return { titlePrefix: computed(() => titlePrefix(share.value, unseen.value)) }
}
