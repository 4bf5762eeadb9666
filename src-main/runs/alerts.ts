import type { Alert } from '#shared/alerts.ts'
import { findingsOf } from './run-findings.ts'
import type { Store } from '#main/store/store.ts'
import { clockTimeAt } from './clock-time.ts'

/** What is wrong with a run by its stored numbers. */
export function alertsOf(store: Store, runId: number): readonly Alert[] {
  const dismissed = store.dismissedAlerts.of(runId)
  return findingsOf(store, store.runs.get(runId)).map(({ id, sentence, firstUpdate, isNow }) => ({
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
