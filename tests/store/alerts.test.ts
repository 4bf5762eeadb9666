import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { exportPart } from '#main/export/index.ts'
import { clockTimeAt } from '#main/runs/clock-time.ts'
import { alertsOf } from '#main/runs/alerts.ts'
import { createRunAlerts } from '#main/runs/run-alerts.ts'
import { APPLICATION_ID } from '#main/store/database-file.ts'
import { migrations } from '#main/store/migrations/index.ts'
import type { Store } from '#main/store/store.ts'
import type { RunEvent, RunEventKind } from '#shared/run-history.ts'
import { runQuery } from '#shared/run-query.ts'
import type { Run } from '#shared/run.ts'
import {
  addRun,
  createdAt,
  openStore,
  range,
  sampleConfig,
  sampleProgress,
  sampleUpdate,
  temporaryFolder,
} from './sample-runs.ts'

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

/** Its entropy is that of a policy which no longer tries anything. */
const collapsed = (store: Store, runId: number) =>
  store.addBatch(runId, {
    episodes: [],
    updates: range(60).map((i) => sampleUpdate(i, { entropy: 0.001, kl: 0.01, gradientNorm: 1 })),
    progress: { ...sampleProgress, episodes: 240, updates: 60 },
    checkpoint: null,
  })

describe('the alerts kept with a run', () => {
  const found = (store: Store, filter: string) =>
    store.runs.ids({ ...runQuery.parse({ filter }), limit: undefined }).runIds

  it('come with it, in the order of what says most, and are found by filters', () => {
    const store = openStore()
    const [first, second] = [addRun(store), addRun(store, sampleConfig(2))]
    store.alerts.set(new Map([[first.id, ['stalled', 'diverged']]]))
    store.dismissedAlerts.set(first.id, 'stalled', true)
    expect(store.runs.get(first.id).alerts).toEqual([
      { id: 'diverged', isDismissed: false },
      { id: 'stalled', isDismissed: true },
    ])
    expect(found(store, 'alert = Stalled')).toEqual([first.id])
    expect(found(store, 'has alert and alert != stalled')).toEqual([])
    expect(found(store, 'not has alert')).toEqual([second.id])
    expect(store.fieldValues('alert')).toEqual([
      { value: 'diverged', runs: 1 },
      { value: 'stalled', runs: 1 },
    ])
    store.alerts.set(new Map([[first.id, ['large-kl', 'stalled']]]))
    expect(store.runs.get(first.id).alerts.map(({ id }) => id)).toEqual(['large-kl', 'stalled'])
  })

  it('tell other programs that they changed', () => {
    const store = openStore()
    const { id } = addRun(store)
    const stateOf = (runId: number) => new Map(store.runs.states(0, 100)).get(runId)
    const states = new Set([stateOf(id)])
    store.alerts.set(new Map([[id, ['stalled']]]))
    states.add(stateOf(id))
    store.dismissedAlerts.set(id, 'stalled', true)
    states.add(stateOf(id))
    expect(states.size).toBe(3)
  })

  it('are not known any more once there are newer numbers, or the run ended', () => {
    const store = openStore()
    const { id } = addRun(store)
    const know = () => store.alerts.set(new Map([[id, []]]))
    collapsed(store, id)
    expect(store.alerts.unknown(10)).toEqual([])
    store.runs.setStatus(id, 'completed')
    expect(store.alerts.unknown(10)).toEqual([id])
    know()
    expect(store.alerts.unknown(10)).toEqual([])
    store.runs.setStatus(id, 'diverged')
    expect(store.alerts.unknown(10)).toEqual([id])
    store.trash.put(id, createdAt)
    expect(store.alerts.unknown(10)).toEqual([])
  })

  it('are none of a run that is taken back to its start', () => {
    const store = openStore()
    const { id } = addRun(store)
    collapsed(store, id)
    store.alerts.set(new Map([[id, ['entropy-collapse']]]))
    store.runs.setStatus(id, 'interrupted')
    store.runs.goOn([{ runId: id, status: 'queued' }], 1)
    expect(store.runs.begin(id, 'running', {})!.alerts).toEqual([])
  })

  it('of runs of before are what their status says, until they are looked at', () => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const before = new Database(path)
    for (const migration of migrations.slice(0, 7)) before.exec(migration)
    before.pragma(`application_id = ${APPLICATION_ID}`)
    before.pragma('user_version = 7')
    for (const status of ['completed', 'diverged', 'queued']) {
      before
        .prepare(
          `INSERT INTO runs (config_json, config_hash, environment, seed, status, created_at, episodes)
           VALUES (?, '', 'CartPole-v1', 1, ?, '', 40)`,
        )
        .run(JSON.stringify(sampleConfig()), status)
    }
    before.close()
    const store = openStore(path)
    expect(store.runs.list().map(({ alerts }) => alerts.map(({ id }) => id))).toEqual([
      [],
      ['diverged'],
      [],
    ])
    expect(store.alerts.unknown(10)).toEqual([2, 1])
  })

  it('are looked for in the background where nobody knows them, and told', () => {
    const store = openStore()
    const ids = range(3).map((i) => addRun(store, sampleConfig(i)).id)
    for (const id of ids.slice(0, 2)) {
      collapsed(store, id)
      store.runs.setStatus(id, 'stopped')
    }
    const told: Run[] = []
    const alerts = createRunAlerts({
      store,
      publish: (_event, run) => void told.push(run),
      report: (error) => expect.fail(String(error)),
    })
    expect(alerts.catchUp()).toBe(2)
    expect(alerts.catchUp()).toBe(0)
    expect(told.map(({ id }) => id)).toEqual([2, 1])
    expect(told[0]).toEqual(store.runs.get(2))
    expect(found(store, 'alert = entropy-collapse')).toEqual([2, 1])
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
