import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { createDeletion } from '#main/runs/delete-runs.ts'
import {
  addRun,
  createdAt,
  openStore,
  sampleConfig,
  temporaryFolder,
} from '../store/sample-runs.ts'

it('a lock that comes in the middle of a deletion is told of the rest, and Undo knows what was deleted', async () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  const store = openStore(path)
  const owner = store.processes.register(process.pid, createdAt)
  const runIds = Array.from({ length: 120 }, (_, i) => addRun(store, sampleConfig(i + 1), owner).id)
  for (const runId of runIds) store.runs.setStatus(runId, 'stopped')
  const other = new Database(path)
  onTestFinished(() => void other.close())

  const publish = () => void (other.inTransaction || other.exec('BEGIN IMMEDIATE'))
  const deletion = createDeletion({ store, publish, isOwn: () => false })
  const { deleted, refused } = await deletion.deleteAll(runIds)
  expect(deleted).toHaveLength(50)
  expect(refused).toHaveLength(70)
  expect(refused[0]!.reason).toContain('Another program keeps the database locked')
  expect(store.trash.list().map(({ run }) => run.id)).toEqual(deleted.toReversed())
})
