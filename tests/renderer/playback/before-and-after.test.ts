import { describe, expect, it } from 'vitest'
import { beforeAndAfter, startsInWords } from '#renderer/playback/before-and-after.ts'
import type { Recording } from '#shared/recording.ts'
import { exampleEpisode } from './example-episode.ts'

const recording = (id: number, update: number, moment: Recording['moment']): Recording => ({
  ...{ id, runId: 1, update, moment, name: `${id}`, episodeReturn: 1, length: 1 },
  ...{ terminated: true, createdAt: '' },
})

describe('before and after', () => {
  it('are the first and the last policy of which an episode was kept by itself', () => {
    const recordings = [
      recording(4, 64, 'training'),
      recording(5, 0, 'untrained'),
      recording(6, 300, 'end'),
      recording(7, 999, null),
    ]
    expect(beforeAndAfter(recordings)).toEqual([5, 6])
  })

  it('are of those a person kept where there are no others', () => {
    expect(beforeAndAfter([recording(1, 50, null), recording(2, 10, null)])).toEqual([2, 1])
    expect(beforeAndAfter([recording(1, 50, null)])).toBeNull()
    expect(beforeAndAfter([])).toBeNull()
  })

  it('say whether luck is the same', () => {
    const from = (start: number | null) => ({ ...exampleEpisode([]), start })
    expect(startsInWords([from(1), from(1)])).toContain('what differs is the policy')
    expect(startsInWords([from(1), from(null)])).toContain('luck')
    expect(startsInWords([from(null), from(null)])).toContain('luck')
    expect(startsInWords([from(1), null])).toBe('')
  })
})
