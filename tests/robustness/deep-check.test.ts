import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { checkWholeDatabase } from '#main/checks/check-whole-database.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { importRuns, runFileOf } from '../runs/run-file-client.ts'
import { openBackend } from '../runs/test-backend.ts'
import { sampleConfig } from '../store/sample-runs.ts'

it('the deep check and the import have nothing against what was really trained, whatever became of it', async () => {
  const theirs = openBackend()
  const theirIds: number[] = []
  for (const preset of ['cartpole-ppo', 'moving-particle-continuous']) {
    const budget = { environmentSteps: 3000, stopWhenSolved: false }
    const { id } = await theirs.start(parseRunConfig({ ...presets[preset]!.config, budget }))
    expect(await theirs.untilEnded(id)).toMatchObject({ status: 'completed' })
    theirIds.push(id)
  }
  const file = await runFileOf(theirs.call, theirIds)

  const { call, start, untilEnded, untilTraining, close, databasePath } = openBackend({
    workers: 2,
  })
  const ids: number[] = []
  for (const { config } of Object.values(presets)) {
    const { id } = await start(
      parseRunConfig({ ...config, budget: { environmentSteps: 2500, stopWhenSolved: false } }),
    )
    ids.push(id)
  }
  for (const id of ids) await untilEnded(id)
  const diverging = {
    ...presets['moving-particle-continuous']!.config,
    optimizer: { kind: 'sgd', learningRate: 1e30 },
  }
  const diverged = await start(parseRunConfig(diverging))
  expect(await untilEnded(diverged.id)).toMatchObject({ status: 'diverged' })
  expect(await importRuns(call, file)).toMatchObject({ imported: { length: 2 } })
  await call('runs.delete', { runId: ids[0]! })

  const endless = (seed: number) =>
    start({ ...sampleConfig(seed), budget: { episodes: 1_000_000, stopWhenSolved: false } })
  const [stopped, interrupted, , queued] = [
    await endless(1),
    await endless(2),
    await endless(3),
    await endless(4),
  ]
  await untilTraining(stopped.id, 50)
  await call('runs.stop', { runId: stopped.id })
  expect(await untilEnded(stopped.id)).toMatchObject({ status: 'stopped' })
  await untilTraining(interrupted.id, 50)
  const meanwhile = await call('system.checkDatabase', { isDeep: true })
  expect(meanwhile).toMatchObject({
    databaseHealth: 'ok',
    runs: { inTraining: 3, differences: [] },
  })
  await call('runs.stop', { runId: queued.id })
  await close()

  const { databaseHealth, runs } = checkWholeDatabase(databasePath, true, () => undefined)
  expect(runs!.differences).toEqual([])
  expect(databaseHealth).toBe('ok')
  expect(runs!.checked + runs!.inTraining).toBe(ids.length + 7)
  const db = new Database(databasePath, { readonly: true })
  const statuses = db.prepare('SELECT DISTINCT status FROM runs').pluck().all()
  db.close()
  expect(statuses).toEqual(expect.arrayContaining(['completed', 'diverged', 'stopped']))
  expect(statuses).toContain('interrupted')
})
