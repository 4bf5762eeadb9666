import { computed } from 'vue'
import type { FoundRuns } from '#shared/run-query.ts'
import { useClient } from '#renderer/client.ts'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'
import { firstColumns, saysTheSame } from '#renderer/components/runs/same-columns.ts'
import type { RunsView } from './useRunsView.ts'
import { useAnswer } from './useAnswer.ts'

/** Which columns say the same of all found runs, so that they may be left out; not the one the table is sorted by. */
export function useSameColumns(
  { filter, withArchived, sorting, hidesSame }: RunsView,
  counts: () => Pick<FoundRuns, 'groupCount' | 'runCount' | 'storedCount'> | null,
) {
  const client = useClient()
  const varying = useAnswer(
    () => ({ filter: filter.value, withArchived: withArchived.value }),
    (question) => client.call('runs.varyingFields', question),
    () => {
      const { groupCount, runCount, storedCount } = counts() ?? {}
      return `${groupCount} ${runCount} ${storedCount}`
    },
    // What was known stays until the next answer, so that columns do not come and go.
    { subject: () => 'runs' },
  )
  const same = computed(
    (): ReadonlySet<string> =>
      new Set(
        allColumns
          .filter(
            (column) => saysTheSame(column, varying.answer) && column.id !== sorting.value.key,
          )
          .map(({ id }) => id),
      ),
  )
  return {
    isReady: computed(() => varying.answer !== null || varying.error !== null),
    isSame: (columnId: string) => same.value.has(columnId),
    isLeftOut: (columnId: string) => hidesSame.value && same.value.has(columnId),
    firstColumns: (room: number) =>
      firstColumns(allColumns, room, hidesSame.value ? varying.answer : null),
  }
}
