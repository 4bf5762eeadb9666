import { useToast } from '@nuxt/ui/composables'
import { messageOf } from '#renderer/format/message-of.ts'

/** Tells that something asked for did not happen, and why, or what else is to be known of it. */
export function useReport() {
  const toast = useToast()
  // One that says what another says takes its place: the same mistake again is told once.
  const report = (title: string, error: unknown) =>
    void toast.add({
      id: `${title} ${messageOf(error)}`,
      title,
      description: messageOf(error),
      icon: 'i-lucide-circle-x',
      color: 'error',
      duration: 10_000,
    })
  const notice = (title: string, description: string) =>
    void toast.add({
      id: `${title} ${description}`,
      title,
      description,
      icon: 'i-lucide-info',
      color: 'neutral',
      duration: 10_000,
    })
  return { report, notice }
}
