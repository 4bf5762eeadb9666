import { computed, type Ref } from 'vue'
import { expandSweep, sweepObstacle, type ExpandedSweep } from '#shared/expand-sweep.ts'
import { estimateSweep, type SweepEstimate } from '#shared/sweep-estimate.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { expectedRate } from '#shared/time-estimate.ts'
import type { Varying } from '#renderer/components/form/form-context.ts'
import type { Seeds } from '#renderer/components/form/seeds.ts'
import {
  combinationText,
  isSweep,
  readSweep,
  titleAt,
  valueTitle,
  variedPaths,
  type SweepDraft,
} from '#renderer/components/form/sweep-draft.ts'
import { previewOf, startVarying } from '#renderer/components/form/vary.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import type { Draft } from './useDraft.ts'

/** A field that varies, as the panel lists it. */
export interface ListedVariation {
  readonly path: string
  readonly title: string
  /** Null: what was typed means no values. */
  readonly preview: string | null
}

interface Options {
  readonly draft: Ref<Draft>
  readonly seeds: () => Seeds
  readonly pastRuns: () => readonly Run[]
  readonly workers: () => number
}

/** What the form knows of the sweep that is being written. */
export function useSweepForm({ draft, seeds, pastRuns, workers }: Options) {
  const sweepDraft = computed({
    get: () => draft.value.sweep,
    set: (sweep: SweepDraft) => (draft.value = { ...draft.value, sweep }),
  })
  const isOn = computed(() => isSweep(sweepDraft.value))
  const seedList = computed(() => {
    const found = seeds()
    return found.kind === 'seeds' ? found.seeds : [1]
  })
  const read = computed(() => readSweep(draft.value.config, sweepDraft.value, seedList.value))
  const expansion = computed<{ expanded: ExpandedSweep | null; message: string | null }>(() => {
    const { sweep } = read.value
    if (!isOn.value || !sweep) return { expanded: null, message: null }
    try {
      return { expanded: expandSweep(sweep), message: null }
    } catch (error) {
      return { expanded: null, message: messageOf(error) }
    }
  })
  const expanded = computed(() => expansion.value.expanded)
  const invalid = computed(() => {
    const { vary } = read.value.sweep ?? { vary: [] }
    return (expanded.value?.invalid ?? []).map((each) => combinationText(vary, each))
  })

  const obstacle = computed<string | null>(() => {
    const [first] = read.value.problems
    if (first) return first.message
    if (expansion.value.message) return expansion.value.message
    const { sweep } = read.value
    const found =
      sweep && expanded.value
        ? sweepObstacle(sweep, expanded.value, (each) => combinationText(sweep.vary, each))
        : null
    if (found) return found
    return sweepDraft.value.name.trim() === '' ? 'The experiment needs a name.' : null
  })

  const estimate = computed<SweepEstimate | null>(() => {
    if (!expanded.value || expanded.value.cells.length === 0) return null
    const configs = expanded.value.cells.map(({ config }) => config)
    const rateOf = (config: RunConfig) => expectedRate(config, pastRuns())
    return estimateSweep(configs, seedList.value.length, workers(), rateOf)
  })

  const listed = computed<ListedVariation[]>(() =>
    variedPaths(sweepDraft.value).map((path) => {
      const variation = read.value.variations.get(path)
      const preview = variation
        ? previewOf(draft.value.config, variation, (value) => valueTitle(path, value))
        : null
      return { path, title: titleAt(path), preview }
    }),
  )

  function turnOff(path: string) {
    const held = sweepDraft.value.vary[path]
    if (!held) return
    const vary = { ...sweepDraft.value.vary, [path]: { ...held, isOn: false } }
    sweepDraft.value = { ...sweepDraft.value, vary }
  }

  const varying = computed<Varying>(() => ({
    isGrid: sweepDraft.value.search === 'grid',
    draftOf(path) {
      const held = sweepDraft.value.vary[path]
      return held?.isOn ? held.draft : null
    },
    toggle(path, field, value) {
      const { [path]: held, ...others } = sweepDraft.value.vary
      if (held?.isOn) return turnOff(path)
      const begun = { isOn: true, draft: held?.draft ?? startVarying(field, value) }
      sweepDraft.value = { ...sweepDraft.value, vary: { ...others, [path]: begun } }
    },
    set(path, changed) {
      const vary = { ...sweepDraft.value.vary, [path]: { isOn: true, draft: changed } }
      sweepDraft.value = { ...sweepDraft.value, vary }
    },
    preview: (path) => listed.value.find((each) => each.path === path)?.preview ?? null,
  }))

  return {
    ...{ sweepDraft, isOn, read, expanded, invalid, obstacle, estimate, listed, varying },
    ...{ seedList, turnOff },
  }
}
