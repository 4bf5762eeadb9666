import { useToast } from '@nuxt/ui/composables'
import { watch } from 'vue'
import { storageFault, type StorageFault } from './browser-storage.ts'

const reasons: Record<StorageFault, string> = {
  blocked:
    'This browser blocks storage for this page. Everything works, but the theme, the columns and unfinished forms are lost when the page closes. Runs are not affected.',
  full: 'This browser’s storage for this page is full. Everything works, but changes to the theme, the columns and unfinished forms are lost when the page closes. Runs are not affected.',
}

/** Says once per page load that the browser does not save preferences. */
export function useStorageNotice(): void {
  const toast = useToast()
  const stop = watch(
    storageFault,
    (fault) => {
      if (!fault) return
      toast.add({
        title: 'Preferences are not saved',
        description: reasons[fault],
        icon: 'i-lucide-triangle-alert',
        color: 'warning',
        duration: 15_000,
      })
      queueMicrotask(() => stop())
    },
    { immediate: true },
  )
}
