import { shallowRef, watch } from 'vue'
import { presets } from '#shared/presets.ts'
import { runFields } from '#renderer/components/form/run-form.ts'
import { conformFields } from '#renderer/components/form/values.ts'

const KEY = 'workbench-draft'

/** A run that is being written: perhaps not valid yet. */
export interface Draft {
  readonly config: Readonly<Record<string, unknown>>
  /** What was typed into the field for several seeds. */
  readonly seeds: string
}

const draftOf = (config: unknown, seeds = ''): Draft => ({
  config: conformFields(runFields, config),
  seeds,
})

function storedDraft(): Draft | null {
  try {
    const { config, seeds } = JSON.parse(localStorage.getItem(KEY) ?? '') as Draft
    return draftOf(config, typeof seeds === 'string' ? seeds : '')
  } catch {
    // None, or one that an older version wrote: begin anew.
    return null
  }
}

/** The draft of a run, kept as it is typed; `previous` is what `replace` put aside. */
export function useDraft() {
  const [firstPreset] = Object.values(presets)
  const draft = shallowRef(storedDraft() ?? draftOf(firstPreset!.config))
  const previous = shallowRef<Draft | null>(null)
  watch(draft, (draft) => localStorage.setItem(KEY, JSON.stringify(draft)))

  function replace(config: unknown) {
    previous.value = draft.value
    draft.value = draftOf(config)
  }
  function restore() {
    if (previous.value) draft.value = previous.value
    previous.value = null
  }
  return { draft, previous, replace, restore }
}
