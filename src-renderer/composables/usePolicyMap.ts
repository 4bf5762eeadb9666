import { useDocumentVisibility } from '@vueuse/core'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import { useClient } from '#renderer/client.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useAnswer, type LiveAnswer } from './useAnswer.ts'

/** At most twice a second, and so seldom that training does not feel it. */
const PACE = { intervalMs: 500, ratio: 5 }

/** A run's policy over a part of the state space, as it learns, while `isSeen`. */
export function usePolicyMap(
  request: () => PolicyMapRequest | null,
  isSeen: () => boolean,
): LiveAnswer<PolicyMap> {
  const client = useClient()
  const store = useRunsStore()
  const visibility = useDocumentVisibility()
  let last = ''
  return useAnswer(
    request,
    (question) => client.call('runs.policyMap', question),
    () => {
      const run = store.byId(request()?.runId ?? 0)
      if (visibility.value === 'visible' && isSeen()) {
        last = run ? `${run.progress.updates} ${run.status}` : ''
      }
      return last
    },
    { subject: () => String(request()?.runId), pace: PACE },
  )
}
