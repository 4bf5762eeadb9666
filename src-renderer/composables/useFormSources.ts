import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ExperimentFile } from '#shared/experiment-file.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { useOpenedConfiguration } from '#renderer/stores/opened-configuration.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import type { useDraft } from './useDraft.ts'

/** Fills the form in from a run or experiment that the address names, or a file; each of them once. */
export function useFormSources(drafts: ReturnType<typeof useDraft>) {
  const { draft, replace, replaceBySweep, restore } = drafts
  const runs = useRunsStore()
  const experiments = useExperimentsStore()
  const files = useOpenedConfiguration()
  const route = useRoute()
  /** Where the form's values came from, in words. */
  const origin = shallowRef<string | null>(null)

  function begin(config: RunConfig, from: string) {
    replace(config)
    origin.value = from
  }
  function beginSweep(file: ExperimentFile, from: string) {
    replaceBySweep(file)
    origin.value = from
  }
  function undo() {
    restore()
    origin.value = null
  }

  const idIn = (name: string) => {
    const id = Number(route.query[name])
    return Number.isSafeInteger(id) ? id : 0
  }
  const run = computed(() => runs.byId(idIn('from')))
  const experiment = computed(() => experiments.byId(idIn('experiment')))
  let copiedRun: number | null = null
  watch(
    () => Number(route.query['from']),
    (runId) => void runs.want([runId]),
    { immediate: true },
  )
  watch(
    run,
    (found) => {
      // A run in training changes all the time; it is copied once.
      if (!found || copiedRun === found.id) return
      copiedRun = found.id
      begin(found.config, `copied from run ${found.id}`)
    },
    { immediate: true },
  )
  watch(
    () => route.query['as'],
    (as) => {
      if (as !== 'experiment') return
      draft.value = { ...draft.value, sweep: { ...draft.value.sweep, isExperiment: true } }
    },
    { immediate: true },
  )
  let copiedExperiment: number | null = null
  watch(
    experiment,
    (found) => {
      if (!found?.sweep || copiedExperiment === found.id) return
      copiedExperiment = found.id
      const { name, question, hypothesis, notes, sweep } = found
      const texts = { name: `${name}, again`, question, hypothesis, notes, conclusion: '' }
      beginSweep({ texts, sweep }, `copied from experiment ${found.id}`)
    },
    { immediate: true },
  )
  watch(
    () => files.opened,
    () => {
      const taken = files.take()
      if (taken?.kind === 'run') begin(taken.config, `opened from ${taken.fileName}`)
      if (taken?.kind === 'sweep') beginSweep(taken.sweep, `opened from ${taken.fileName}`)
    },
    { immediate: true },
  )
  /** What the address names and is not there, in words. */
  const missing = computed(() => {
    const from = Number(route.query['from'])
    if (route.query['from'] !== undefined && !run.value && !runs.isAwaited(from)) {
      return `Run ${String(route.query['from'])}`
    }
    return experiments.loaded && route.query['experiment'] !== undefined && !experiment.value
      ? `Experiment ${String(route.query['experiment'])}`
      : null
  })

  return { origin, missing, begin, undo }
}
