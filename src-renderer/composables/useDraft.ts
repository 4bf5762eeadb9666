import { shallowRef, watch } from 'vue'
import type { ExperimentFile } from '#shared/experiment-file.ts'
import { presets } from '#shared/presets.ts'
import { runFields } from '#renderer/components/form/run-form.ts'
import { seedsText } from '#renderer/components/form/seeds.ts'
import {
  completeSweep,
  emptySweep,
  sweepDraftOf,
  type SweepDraft,
} from '#renderer/components/form/sweep-draft.ts'
import { conformFields } from '#renderer/components/form/values.ts'
import { readStoredJson, writeStoredJson } from './browser-storage.ts'

const KEY = 'workbench-draft'

/** A run, or a sweep of runs, that is being written: perhaps not valid yet. */
export interface Draft {
  readonly config: Readonly<Record<string, unknown>>
  /** What was typed into the field for several seeds. */
  readonly seeds: string
  readonly sweep: SweepDraft
}

const draftOf = (config: unknown, seeds = '', sweep: SweepDraft = emptySweep): Draft => ({
  config: conformFields(runFields, config),
  seeds,
  sweep,
})

function storedDraft(): Draft | null {
  try {
    const { config, seeds, sweep } = readStoredJson(KEY) as Draft
    return draftOf(config, typeof seeds === 'string' ? seeds : '', completeSweep(sweep))
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
  watch(draft, (draft) => writeStoredJson(KEY, draft))

  function put(next: Draft) {
    previous.value = draft.value
    draft.value = next
  }
  const replace = (config: unknown) => put(draftOf(config))
  function replaceBySweep(file: ExperimentFile) {
    const { config, seeds } = file.sweep
    const first = seeds.length === 1 ? { ...config, seed: seeds[0] } : config
    put(draftOf(first, seedsText(seeds), sweepDraftOf(file)))
  }
  function restore() {
    if (previous.value) draft.value = previous.value
    previous.value = null
  }
  return { draft, previous, replace, replaceBySweep, restore }
}
