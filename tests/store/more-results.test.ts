import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { APPLICATION_ID } from '#main/store/database-file.ts'
import { migrations } from '#main/store/migrations/index.ts'
import { openStore, range, sampleConfig, temporaryFolder } from './sample-runs.ts'

it('runs of before get their last return, means and their area from their episodes', () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  const before = new Database(path)
  for (const migration of migrations.slice(0, 7)) before.exec(migration)
  before.pragma(`application_id = ${APPLICATION_ID}`)
  before.pragma('user_version = 7')
  const insertRun = before.prepare(
    `INSERT INTO runs (config_json, config_hash, environment, seed, status, created_at)
     VALUES (?, '', 'CartPole-v1', 1, 'completed', '')`,
  )
  for (const seed of [1, 2, 3]) insertRun.run(JSON.stringify(sampleConfig(seed)))
  const insertEpisode = before.prepare(`INSERT INTO episodes VALUES (?, ?, ?, ?, 1, 0, 0, 0)`)
  const episodes = range(1200).map((i) => ({ episodeReturn: i % 7, length: 1 + (i % 5) }))
  episodes.forEach(({ episodeReturn, length }, i) => insertEpisode.run(1, i, episodeReturn, length))
  // It diverged: one return is no number, nine follow that are.
  range(10).forEach((i) => insertEpisode.run(3, i, i === 0 ? null : 1, 5))
  range(10).forEach((i) => insertEpisode.run(3, 10 + i, 1, 5))
  before.close()

  const store = openStore(path)
  const mean = (count: number) =>
    episodes.slice(-count).reduce((sum, { episodeReturn }) => sum + episodeReturn, 0) / count
  const steps = episodes.reduce((sum, { length }) => sum + length, 0)
  const area = episodes.reduce((sum, each) => sum + each.episodeReturn * each.length, 0)
  const { progress } = store.runs.get(1)
  expect(progress.lastReturn).toBe(1199 % 7)
  expect(progress.meanReturnLast10).toBeCloseTo(mean(10), 12)
  expect(progress.meanReturnLast1000).toBeCloseTo(mean(1000), 12)
  expect(progress.areaUnderCurve).toBeCloseTo(area / steps, 12)
  expect(store.runs.get(2).progress).toMatchObject({
    lastReturn: null,
    meanReturnLast10: null,
    meanReturnLast1000: null,
    areaUnderCurve: null,
  })
  expect(store.runs.get(3).progress).toMatchObject({
    lastReturn: 1,
    meanReturnLast10: 1,
    meanReturnLast1000: null,
    areaUnderCurve: null,
  })
})
