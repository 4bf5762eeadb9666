import { expect, it } from 'vitest'
import { exampleEpisode } from '../renderer/playback/example-episode.ts'
import { addRun, openStore, sampleConfig } from './sample-runs.ts'

const step = {
  observation: [0.1],
  state: [0.1],
  action: 1,
  policy: { kind: 'categorical', probabilities: [0.25, 0.75] },
  reward: 2,
} as const
const now = '2026-01-01T00:00:00.000Z'

it('keeps episodes as they were, under names, until they are deleted', () => {
  const store = openStore()
  addRun(store, sampleConfig(1))
  const episode = exampleEpisode([step, step])
  const { id } = store.recordings.keep('the first', episode, now)
  expect(store.recordings.list(1)).toEqual([
    {
      id,
      runId: 1,
      update: 3,
      name: 'the first',
      moment: null,
      episodeReturn: 4,
      length: 2,
      terminated: true,
      createdAt: now,
    },
  ])
  expect(store.recordings.episode(id)).toEqual(episode)
  expect(store.recordings.rename(id, 'the best').name).toBe('the best')

  store.recordings.remove(id, now)
  expect(store.recordings.list(1)).toEqual([])
  expect(() => store.recordings.episode(id)).toThrow(`There is no kept episode ${id}`)
  store.recordings.restore(id)
  expect(store.recordings.list(1)).toMatchObject([{ id, name: 'the best' }])

  store.recordings.remove(id, now)
  store.recordings.purge(1)
  expect(store.recordings.restore(id)).toMatchObject({ id })
  store.recordings.remove(id, now)
  store.daysInUse.note('2026-02-01T00:00:00.000Z')
  store.recordings.purge(1)
  expect(() => store.recordings.restore(id)).toThrow('There is no kept episode')
})
