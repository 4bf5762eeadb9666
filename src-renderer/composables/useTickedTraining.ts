import { computed, nextTick, shallowRef, watch } from 'vue'
import { trainingActions } from '#renderer/actions/training-actions.ts'
import { MOST_COMPARED_RUNS } from '#renderer/compare/groups.ts'
import type { TrainingChange } from '#renderer/components/marks/training-changes.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useBulkTraining } from './useBulkTraining.ts'
import type { MarkedRuns } from './useMarks.ts'

/** Pausing, resuming, continuing and stopping `meant` from the palette, which asks where the bar does. */
export function useTickedTraining(meant: () => MarkedRuns) {
  const store = useRunsStore()
  const { change } = useBulkTraining()

  const isAskingToStop = shallowRef(false)
  watch(
    () => store.selected,
    () => (isAskingToStop.value = false),
  )
  /** Of more runs the statuses are not all known. */
  const trainingObstacle = computed(() =>
    store.selected.length > MOST_COMPARED_RUNS
      ? `at most ${formatCount(MOST_COMPARED_RUNS)} runs at once`
      : null,
  )
  async function ask(of: TrainingChange): Promise<void> {
    const { runIds, known } = meant()
    if (of.kind !== 'stop') return change(known, of)
    store.selected = runIds
    await nextTick()
    isAskingToStop.value = true
  }
  return {
    change,
    isAskingToStop,
    trainingObstacle,
    actions: () => trainingActions(meant().known, trainingObstacle.value, ask),
  }
}
