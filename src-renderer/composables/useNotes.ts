import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { useReport } from './useReport.ts'

const SAVE_AFTER_MS = 600

/** The notes of one run, saved as they are written. */
export function useNotes(run: MaybeRefOrGetter<Pick<Run, 'id' | 'notes'>>) {
  const client = useClient()
  const { report } = useReport()
  const draft = shallowRef(toValue(run).notes)
  /** As they were before they were written on; null: they have not been. */
  const before = shallowRef<string | null>(null)
  const isSaved = shallowRef(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  // Written elsewhere, and not here at the same time.
  watch(
    () => toValue(run).notes,
    (notes) => {
      if (isSaved.value) draft.value = notes
    },
  )

  async function save(): Promise<void> {
    clearTimeout(timer)
    if (isSaved.value) return
    const notes = draft.value
    try {
      await client.call('runs.mark', { runIds: [toValue(run).id], notes })
      if (draft.value === notes) isSaved.value = true
    } catch (error) {
      report('The notes could not be saved', error)
    }
  }

  function write(notes: string): void {
    before.value ??= draft.value
    draft.value = notes
    isSaved.value = false
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }

  /** Puts back what there was before the writing. */
  function undo(): void {
    if (before.value === null) return
    write(before.value)
    before.value = null
    void save()
  }
  onScopeDispose(() => void save())

  return {
    draft,
    isSaved,
    canUndo: computed(() => before.value !== null && before.value !== draft.value),
    write,
    save,
    undo,
  }
}
