import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { isUnfinished } from '#shared/run-filter/complete.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'

/** So long after the last key a filter counts as written, and what is wrong with it is said. */
const APPLY_AFTER_MS = 200
const COMPLAIN_AFTER_MS = 900

/** What is being written in a filter's field: it becomes the filter once it can be understood. */
export function useFilterDraft(filter: Ref<string>) {
  const draft = shallowRef(filter.value)
  const parsed = computed(() => parseFilter(draft.value))
  /** Whether to say what is wrong, and not while it is still being written. */
  const isComplaining = shallowRef(false)
  const problem = computed(() => (isComplaining.value ? parsed.value.problem : null))
  let timers: ReturnType<typeof setTimeout>[] = []
  const stop = () => timers.forEach((timer) => clearTimeout(timer))
  onScopeDispose(stop)

  watch(filter, (applied) => {
    if (applied !== draft.value && parsed.value.problem === null) draft.value = applied
    if (applied === '') draft.value = ''
  })

  /** Makes it the filter, where it is one, and returns that. */
  function apply(): string | null {
    stop()
    isComplaining.value = true
    if (parsed.value.problem) return null
    const applied = draft.value.trim()
    filter.value = applied
    return applied
  }

  function write(text: string) {
    draft.value = text
    isComplaining.value = false
    stop()
    const applySoon = () => {
      // A name of which more is to come is no word to look for yet.
      if (!parsed.value.problem && !isUnfinished(draft.value)) filter.value = draft.value.trim()
    }
    timers = [
      setTimeout(applySoon, APPLY_AFTER_MS),
      setTimeout(() => (isComplaining.value = true), COMPLAIN_AFTER_MS),
    ]
  }

  return { draft, problem, write, apply }
}
