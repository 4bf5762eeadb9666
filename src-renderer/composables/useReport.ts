import { useToast } from '@nuxt/ui/composables'
import { messageOf } from '#renderer/format/message-of.ts'

/** Tells that something asked for did not happen, and why. */
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
  return { report }
}
