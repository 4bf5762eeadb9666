import { describe, expect, it } from 'vitest'
import { alertsOf } from '#main/api/alerts.ts'
import { addRun, openStore, range, sampleProgress, sampleUpdate } from './sample-runs.ts'

describe('the alerts of a stored run', () => {
  it('are found in its updates with where they were first so, and stay dismissed', () => {
    const store = openStore()
    const { id } = addRun(store)
    store.addBatch(id, {
      episodes: [],
      updates: range(60).map((i) =>
        sampleUpdate(i, { entropy: i < 30 ? 0.5 : 0.001, kl: 0.01, gradientNorm: 1 }),
      ),
      progress: { ...sampleProgress, updates: 60 },
      checkpoint: null,
    })
    const [alert] = alertsOf(store, id)
    expect(alert).toMatchObject({
      id: 'entropy-collapse',
      first: { updates: 31, episodes: 124, environmentSteps: 1240 },
      isNow: true,
      isDismissed: false,
    })
    store.dismissedAlerts.set(id, 'entropy-collapse', true)
    store.dismissedAlerts.set(id, 'entropy-collapse', true)
    expect(alertsOf(store, id)).toMatchObject([{ isDismissed: true }])
    store.dismissedAlerts.set(id, 'entropy-collapse', false)
    expect(alertsOf(store, id)).toMatchObject([{ isDismissed: false }])
  })
})
