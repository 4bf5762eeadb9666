import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { useOpenedConfiguration } from '#renderer/stores/opened-configuration.ts'
import { useReport } from './useReport.ts'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Configurations and sweeps come in as files dropped anywhere on the window, or chosen; they open in the form. */
export function useConfigurationFiles() {
  const router = useRouter()
  const store = useOpenedConfiguration()
  const { report } = useReport()
  /** Whether a file is held over the window. */
  const isOver = shallowRef(false)

  async function open(file: File) {
    try {
      await store.open(file)
      await router.push({ name: 'new-run' })
    } catch (error) {
      report('The configuration was not opened', error)
    }
  }

  function choose() {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.json,application/json'
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      if (file) void open(file)
    })
    input.click()
  }

  useEventListener(window, 'dragover', (event) => {
    if (!holdsFiles(event)) return
    // Otherwise the window would show the file in place of the workbench.
    event.preventDefault()
    isOver.value = true
  })
  useEventListener(window, 'dragleave', (event) => {
    if (event.relatedTarget === null) isOver.value = false
  })
  useEventListener(window, 'drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    isOver.value = false
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 1) void open(files[0]!)
    else report('The configuration was not opened', new Error('Drop one file at a time.'))
  })

  return { choose, isOver }
}
