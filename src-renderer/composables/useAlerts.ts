import { onScopeDispose, reactive, shallowRef, watch } from 'vue'
import type { Alert, AlertId } from '#shared/alerts.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { createPaced } from './paced.ts'
import { useReport } from './useReport.ts'

const PACE = { intervalMs: 2000, ratio: 20 }

/** What a run's numbers say is wrong with it, asked for again as the run advances. */
export function useAlerts(run: () => Run | undefined) {
  const client = useClient()
  const { report } = useReport()
  const alerts = shallowRef<readonly Alert[]>([])

  const loading = createPaced(async () => {
    const runId = run()?.id
    if (runId === undefined) return
    try {
      const found = await client.call('runs.alerts', { runId })
      if (runId === run()?.id) alerts.value = found
    } catch {
      // The page's curves tell what is wrong.
      if (runId === run()?.id) alerts.value = []
    }
  }, PACE)

  async function dismiss(alertId: AlertId, isDismissed: boolean): Promise<void> {
    const runId = run()?.id
    if (runId === undefined) return
    try {
      alerts.value = await client.call('runs.dismissAlert', { runId, alertId, isDismissed })
    } catch (error) {
      report('The alert could not be dismissed', error)
    }
  }

  watch(
    () => run()?.id,
    () => {
      alerts.value = []
      loading.askNow()
    },
    { immediate: true },
  )
  watch(
    () => {
      const shown = run()
      return shown && `${shown.progress.updates} ${shown.status}`
    },
    () => loading.ask(),
  )
  const stopListening = client.onReconnect(() => loading.ask())
  onScopeDispose(() => {
    stopListening()
    loading.stop()
  })
  return reactive({ alerts, dismiss })
}
