import { expect, it } from 'vitest'
import { parseRunConfig } from '#shared/run-config.ts'
import { runQuery } from '#shared/run-query.ts'
import { openBackend } from './test-backend.ts'

it('a run that ends is told of with its alerts, as it is stored', async () => {
  const { start, untilEnded, heard, get, call } = openBackend()
  const collapsing = parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'softmax-linear' },
    optimizer: { kind: 'adam', learningRate: 1.5 },
    batch: { episodes: 4 },
    budget: { updates: 300 },
    seed: 1,
  })
  const { id } = await start(collapsing)
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
