import { computed } from 'vue'
import { trainingActions } from '#renderer/actions/training-actions.ts'
import { MOST_COMPARED_RUNS } from '#renderer/compare/groups.ts'
import type { TrainingChange } from '#renderer/components/marks/training-changes.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useBulkTraining } from './useBulkTraining.ts'
import type { MarkedRuns } from './useMarks.ts'

/** Pausing, resuming, continuing and stopping `meant`, from the bar and the palette. */
export function useTickedTraining(meant: () => MarkedRuns) {
  const store = useRunsStore()
  const { change } = useBulkTraining()

  /** Of more runs the statuses are not all known. */
  const trainingObstacle = computed(() =>
    store.selected.length > MOST_COMPARED_RUNS
      ? `at most ${formatCount(MOST_COMPARED_RUNS)} runs at once`
      : null,
  )
  return {
    change,
    trainingObstacle,
    actions: () =>
      trainingActions(meant().known, trainingObstacle.value, (of: TrainingChange) =>
        change(meant().known, of),
      ),
  }
}
