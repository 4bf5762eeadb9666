import { findAlerts } from '#core/alerts/find-alerts.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'

/** Buckets of the curves that alerts are found in: read in milliseconds however long the run is. */
const UPDATE_BUCKETS = 512
const RETURN_BUCKETS = 64

/** What the stored numbers of a run say is wrong with it. */
export function findingsOf(store: Pick<Store, 'curve'>, run: Run): ReturnType<typeof findAlerts> {
  const runId = run.id
  return findAlerts({
    run,
    config: run.config,
    description: describeEnvironment(run.config.environment),
    curve: (metric) => store.curve({ runId, metric, x: 'updates', maxPoints: UPDATE_BUCKETS }),
    returns: () =>
      store.curve({ runId, metric: 'episodeReturn', x: 'episodes', maxPoints: RETURN_BUCKETS }),
  })
}
