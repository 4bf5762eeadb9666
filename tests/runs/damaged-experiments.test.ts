import { describe, expect, it } from 'vitest'
import { changeDatabase } from '../store/change-database.ts'
import { sampleConfig } from '../store/sample-runs.ts'
import { eventually, openBackend } from './test-backend.ts'

const texts = { question: '', hypothesis: '', notes: '', conclusion: '' }

describe.each(['{"config', '', 'null', '[]', '{"vary": [null], "seeds": []}', '\u0000'])(
  'an experiment whose sweep is %j',
  (damaged) => {
    it('is refused by name, costs no list and no news, and can be deleted', async () => {
      const { backend, call, databasePath, reported } = openBackend()
      const told: string[] = []
      backend.subscribe(({ event, data }) => {
        if (event === 'experiment.changed') told.push((data as { name: string }).name)
      })
      for (const name of ['one', 'two', 'three']) {
        await call('experiments.create', { ...texts, name })
      }
      changeDatabase(databasePath, 'UPDATE experiments SET sweep_json = ? WHERE id = 2', damaged)
      changeDatabase(databasePath, `UPDATE experiments SET name = 'third' WHERE id = 3`)
      await eventually(
        'news',
        () => told.at(-1),
        (name) => name === 'third',
      )
      expect(told.filter((name) => name === 'two')).toHaveLength(1)
      const listed = await call('experiments.list', undefined)
      expect(listed.map(({ name }) => name)).toEqual(['third', 'one'])
      await expect(call('experiments.get', { experimentId: 2 })).rejects.toThrow(
        'The sweep of experiment 2 is damaged in the database and cannot be read',
      )
      await call('experiments.delete', { experimentId: 2, withRuns: true })
      await expect(call('experiments.get', { experimentId: 2 })).rejects.toThrow(
        'There is no experiment 2',
      )
      expect(reported).toEqual([])
    })
  },
)

it('a run can be taken out of a damaged experiment', async () => {
  const { call, databasePath, start, untilEnded } = openBackend()
  const { id: experimentId } = await call('experiments.create', { ...texts, name: 'one' })
  const { id: runId } = await start(sampleConfig(1))
  await untilEnded(runId)
  await call('experiments.addRuns', { experimentId, runIds: [runId] })
  changeDatabase(databasePath, 'UPDATE experiments SET sweep_json = ?', 'null')
  await call('experiments.removeRuns', { runIds: [runId] })
  expect(await call('runs.get', { runId })).toMatchObject({ experimentId: null })
})

it('a run whose configuration is damaged does not cost its experiment', async () => {
  const { call, databasePath, start, untilEnded } = openBackend()
  const { id: experimentId } = await call('experiments.create', { ...texts, name: 'one' })
  const runs = [await start(sampleConfig(1)), await start(sampleConfig(2))]
  const runIds = runs.map(({ id }) => id)
  await Promise.all(runIds.map(untilEnded))
  await call('experiments.addRuns', { experimentId, runIds })
  changeDatabase(databasePath, `UPDATE runs SET config_json = '{"environ' WHERE id = ?`, runIds[0]!)
  expect(await call('experiments.list', undefined)).toMatchObject([{ name: 'one' }])
})
