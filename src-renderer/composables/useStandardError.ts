import { shallowRef, watch } from 'vue'
import { isActive, type Run } from '#shared/run.ts'
import { standardErrorOfLast100 } from '#renderer/charts/curve-series.ts'
import { useClient } from '#renderer/client.ts'

/** Most buckets the contract gives: up to as many episodes come one by one. */
const MOST_POINTS = 4000

/**
 * Standard error of the mean return of an ended run's last 100 episodes; null while it trains or
 * where its episodes are too many to be known one by one.
 */
export function useStandardError(run: () => Run | undefined) {
  const client = useClient()
  const standardError = shallowRef<number | null>(null)

  watch(
    () => {
      const current = run()
      return current && !isActive(current.status) && current.progress.episodes <= MOST_POINTS
        ? current.id
        : null
    },
    async (runId) => {
      standardError.value = null
      if (runId === null) return
      try {
        const curve = await client.call('runs.curve', {
          runId,
          metric: 'episodeReturn',
          x: 'episodes',
          maxPoints: MOST_POINTS,
        })
        if (run()?.id === runId) standardError.value = standardErrorOfLast100(curve)
      } catch {
        // The mean is then shown without its error; the learning curve says what is wrong.
      }
    },
    { immediate: true },
  )
  return standardError
}
