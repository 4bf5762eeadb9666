import { shallowRef } from 'vue'
import { useReport } from './useReport.ts'

/** Puts text on the clipboard, and remembers which text was put there last. */
export function useCopy() {
  const { report } = useReport()
  const copied = shallowRef<string | null>(null)

  async function copy(text: string) {
    try {
      await write(text)
      copied.value = text
    } catch (error) {
      report('The text could not be copied', error)
    }
  }
  return { copied, copy }
}

/** The desktop window refuses pages every permission; what a person selects may still be copied. */
async function write(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    const isDone = document.execCommand('copy')
    area.remove()
    if (!isDone) throw new Error('Select it and copy it by hand.')
  }
}
