import { computed } from 'vue'
import type { CallParams } from '#shared/api.ts'
import { useClient } from '#renderer/client.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useAnswer } from './useAnswer.ts'

type Question = Pick<CallParams<'runs.query'>, 'filter' | 'withArchived'>

/** The runs that a filter finds, as they are now. */
export function useFilteredRuns(question: () => Question) {
  const client = useClient()
  const store = useRunsStore()

  const found = useAnswer(
    question,
    async (asked) => {
      const [{ runIds }, { archivedCount }] = await Promise.all([
        client.call('runs.ids', asked),
        client.call('runs.query', { ...asked, limit: 1 }),
      ])
      return { runIds: new Set(runIds), archivedCount }
    },
    () => store.runs,
    { subject: () => 'runs' },
  )
  return {
    runs: computed(() => {
      const { answer } = found
      return answer ? store.runs.filter(({ id }) => answer.runIds.has(id)) : []
    }),
    /** How many it leaves out because they are archived. */
    archivedCount: computed(() => found.answer?.archivedCount ?? 0),
    isKnown: computed(() => found.answer !== null),
    error: computed(() => found.error),
  }
}
