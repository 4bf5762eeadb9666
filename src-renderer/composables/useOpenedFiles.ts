import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { useOpenedConfiguration } from '#renderer/stores/opened-configuration.ts'
import { isRunFile, useRunFiles } from './useRunFiles.ts'
import { useReport } from './useReport.ts'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Files dropped anywhere on the window, or chosen: the runs of run files are imported, a configuration
 * or sweep opens in the form. What a file is, its content says.
 */
export function useOpenedFiles() {
  const router = useRouter()
  const store = useOpenedConfiguration()
  const { report, notice } = useReport()
  const { importFile, importing, cancel } = useRunFiles()
  /** Whether a file is held over the window. */
  const isOver = shallowRef(false)

  async function openConfiguration(file: File) {
    try {
      const opened = await store.open(file)
      await router.push({ name: 'new-run' })
      if (opened.kind === 'run' && opened.note) notice('One configuration is open', opened.note)
    } catch (error) {
      report(`${file.name} was not opened`, error)
    }
  }

  async function open(files: readonly File[]) {
    const areRunFiles = await Promise.all(files.map(isRunFile))
    if (areRunFiles.every((each) => each)) {
      for (const file of files) await importFile(file)
    } else if (files.length === 1) {
      await openConfiguration(files[0]!)
    } else {
      const other = files[areRunFiles.indexOf(false)]!.name
      const why = `${other} is not a run file; only those can be opened several at a time.`
      report('The files were not opened', new Error(why))
    }
  }

  function choose() {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = '.json,application/json,.sqlite,.sqlite3,.db,application/vnd.sqlite3'
    input.addEventListener('change', () => void open([...(input.files ?? [])]))
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
    if (files.length > 0) void open(files)
  })

  return { choose, isOver, importing, cancel }
}
