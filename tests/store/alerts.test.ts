import { describe, expect, it } from 'vitest'
import { exportPart } from '#main/export/index.ts'
import { clockTimeAt } from '#main/api/clock-time.ts'
import { alertsOf } from '#main/api/alerts.ts'
import type { RunEvent, RunEventKind } from '#shared/run-history.ts'
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
    const { text } = exportPart(store, { runIds: [id], document: 'runs.json', cursor: null })
    expect(JSON.parse(text).runs[0].alerts[0]).toMatchObject({
      label: 'Entropy collapse',
      rule: expect.stringContaining('20 updates'),
      first: { updates: 31, happenedAbout: null },
    })
    store.dismissedAlerts.set(id, 'entropy-collapse', true)
    store.dismissedAlerts.set(id, 'entropy-collapse', true)
    expect(alertsOf(store, id)).toMatchObject([{ isDismissed: true }])
    store.dismissedAlerts.set(id, 'entropy-collapse', false)
    expect(alertsOf(store, id)).toMatchObject([{ isDismissed: false }])
  })
})

describe('the time of an alert', () => {
  const at = (kind: RunEventKind, second: number, wallTimeMs: number): RunEvent => ({
    kind,
    happenedAt: `2026-11-25T10:00:${String(second).padStart(2, '0')}.000Z`,
    episodes: 0,
    environmentSteps: 0,
    updates: 0,
    wallTimeMs,
    detail: null,
  })
  const events = [
    at('queued', 0, 0),
    at('running', 10, 0),
    at('paused', 15, 4000),
    at('running', 40, 4000),
    at('completed', 50, 9000),
  ]

  it('is counted in training time from where the run last began to train', () => {
    expect(clockTimeAt(events, 1500)).toBe('2026-11-25T10:00:11.500Z')
    expect(clockTimeAt(events, 6000)).toBe('2026-11-25T10:00:42.000Z')
  })

  it('is never later than what happened next', () => {
    expect(clockTimeAt(events, 30_000)).toBe('2026-11-25T10:00:50.000Z')
  })

  it('is not known where no beginning is', () => {
    expect(clockTimeAt([at('imported', 0, 0)], 5)).toBeNull()
  })
})
