import { findAlerts } from '#core/alerts/find-alerts.ts'
import type { Evidence } from '#core/alerts/alert-rule.ts'
import type { Alert } from '#shared/alerts.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { Store } from '#main/store/store.ts'
import { clockTimeAt } from './clock-time.ts'

/** Buckets of the curves that alerts are found in: read in milliseconds however long the run is. */
const UPDATE_BUCKETS = 512
const RETURN_BUCKETS = 64

/** What is wrong with a run by its stored numbers. */
export function alertsOf(store: Store, runId: number): readonly Alert[] {
  const run = store.runs.get(runId)
  const evidence: Evidence = {
    run,
    config: run.config,
    description: describeEnvironment(run.config.environment),
    curve: (metric) => store.curve({ runId, metric, x: 'updates', maxPoints: UPDATE_BUCKETS }),
    returns: () =>
      store.curve({ runId, metric: 'episodeReturn', x: 'episodes', maxPoints: RETURN_BUCKETS }),
  }
  const dismissed = store.dismissedAlerts.of(runId)
  return findAlerts(evidence).map(({ id, sentence, firstUpdate, isNow }) => ({
    id,
    sentence,
    first: firstUpdate === null ? null : placeOf(store, runId, firstUpdate),
    isNow,
    isDismissed: dismissed.has(id),
  }))
}

function placeOf(store: Store, runId: number, updates: number): Alert['first'] {
  const [row] = store.updates.page(runId, updates - 2, 1)
  if (!row) return null
  const { episodes, environmentSteps, wallTimeMs } = row
  const happenedAbout = clockTimeAt(store.history(runId).events, wallTimeMs)
  return { updates, episodes, environmentSteps, wallTimeMs, happenedAbout }
}
