import { expect, it } from 'vitest'
import { parseRunConfig } from '#shared/run-config.ts'
import { runQuery } from '#shared/run-query.ts'
import { createRunAlerts } from '#main/runs/run-alerts.ts'
import { addRun, openStore } from '../store/sample-runs.ts'
import { openBackend } from './test-backend.ts'

const collapsing = (updates: number) =>
  parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'softmax-linear' },
    optimizer: { kind: 'adam', learningRate: 1.5 },
    batch: { episodes: 4 },
    budget: { updates },
    seed: 1,
  })

it('a run in training has its alerts within seconds, stored before they are told', async () => {
  const { start, until, heard, call } = openBackend()
  const { id } = await start(collapsing(1_000_000_000))
  await until(id, ({ alerts }) => alerts.some((each) => each.id === 'entropy-collapse'))
  const found = await call('runs.query', runQuery.parse({ filter: 'is running has alert' }))
  expect(found.runCount).toBe(1)
  await call('runs.stop', { runId: id })
  const withAlerts = heard.filter(({ run }) => run.alerts.length > 0)
  expect(withAlerts[0]!.run.status).toBe('running')
})

it('what cannot be found out is reported, and the run is as it was stored', () => {
  const store = openStore()
  const { id } = addRun(store)
  const run = store.runs.setStatus(id, 'completed')
  const reported: unknown[] = []
  const alerts = createRunAlerts({
    store: {
      ...store,
      curve: () => {
        throw new Error('disk I/O error')
      },
    },
    publish: () => undefined,
    report: (error) => void reported.push(error),
  })
  expect(alerts.ended(run)).toEqual(run)
  expect(reported).toEqual([new Error('disk I/O error')])
})

it('a run that ends is told of with its alerts, as it is stored', async () => {
  const { start, untilEnded, heard, get, call } = openBackend()
  const { id } = await start(collapsing(300))
  await untilEnded(id)
  const told = heard.at(-1)!.run
  expect(told.status).toBe('completed')
  expect(told.alerts).toContainEqual({ id: 'entropy-collapse', isDismissed: false })
  expect(told).toEqual(get(id))

  await call('runs.dismissAlert', { runId: id, alertId: 'entropy-collapse', isDismissed: true })
  expect(heard.at(-1)!.run.alerts).toContainEqual({ id: 'entropy-collapse', isDismissed: true })
  const found = await call('runs.query', runQuery.parse({ filter: 'alert = entropy-collapse' }))
  expect(found.runCount).toBe(1)
})
