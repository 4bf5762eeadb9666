import { expect, it } from 'vitest'
import { brief, openBackend } from './test-backend.ts'

it('starts a run for every seed of one configuration, as one group', async () => {
  const { call, untilEnded } = openBackend()
  const runs = await call('runs.startSeeds', { config: brief(2), seeds: [4, 9, 2] })
  expect(runs.map(({ config }) => config.seed)).toEqual([4, 9, 2])
  expect(new Set(runs.map(({ configHash }) => configHash)).size).toBe(1)
  const ended = await Promise.all(runs.map(({ id }) => untilEnded(id)))
  expect(ended.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
})

it('starts none of them when one cannot be', async () => {
  const { call } = openBackend()
  const wrong = call('runs.startSeeds', { config: brief(2), seeds: [1, 2 ** 32] })
  await expect(wrong).rejects.toThrow(/seeds\.1 is 4294967296; must be at most 4294967295/)
  expect(await call('runs.list', undefined)).toEqual([])
})
