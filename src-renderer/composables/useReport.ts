import { useToast } from '@nuxt/ui/composables'
import { messageOf } from '#renderer/format/message-of.ts'

/** Tells that something asked for did not happen, and why, or what else is to be known of it. */
export function useReport() {
  const toast = useToast()
  const report = (title: string, error: unknown) =>
    void toast.add({
      title,
      description: messageOf(error),
      icon: 'i-lucide-circle-x',
      color: 'error',
      duration: 10_000,
    })
  const notice = (title: string, description: string) =>
    void toast.add({
      title,
      description,
      icon: 'i-lucide-info',
      color: 'neutral',
      duration: 10_000,
    })
  return { report, notice }
}
