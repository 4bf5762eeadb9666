import { describe, expect, it } from 'vitest'
import { progressLine, progressLines, showDuration } from '#main/headless/progress.ts'
import { addRun, openStore, sampleProgress } from '../store/sample-runs.ts'

function runAt(status: 'queued' | 'running' | 'completed', episodes = 0) {
  const store = openStore()
  addRun(store)
  const meanReturnLast100 = episodes > 0 ? 21.25 : null
  store.addBatch(1, {
    episodes: [],
    updates: [],
    progress: {
      ...sampleProgress,
      episodes,
      environmentSteps: 1000 * episodes,
      wallTimeMs: 1000 * episodes,
      meanReturnLast100,
    },
    checkpoint: null,
  })
  return store.runs.setStatus(1, status)
}

describe('a line of progress', () => {
  it('tells share, speed, return and time left', () => {
    expect(progressLine(runAt('running', 25))).toBe(
      'run 1  seed 1  █████░░░░░░░░░░░░░░░   25 %  1,000 steps/s  return 21.3  1:15 left',
    )
  })

  it('tells what is known before the first episode', () => {
    expect(progressLine(runAt('queued'))).toBe('run 1  seed 1  ░░░░░░░░░░░░░░░░░░░░    0 %  queued')
  })
})

it('the progress of several runs shows those at work and counts the others', () => {
  const runs = [runAt('completed', 100), runAt('running', 1), runAt('running', 2), runAt('queued')]
  const lines = progressLines(runs, 24)
  expect(lines).toHaveLength(3)
  expect(lines.at(-1)).toBe('1 of 4 runs over, 2 training, 1 waiting')
  expect(progressLines(runs, 2)).toHaveLength(2)
})

it.each([
  [0, '0:00'],
  [61_499, '1:01'],
  [3_600_000, '1:00:00'],
  [90_061_000, '25:01:01'],
])('a duration of %i ms is %s', (durationMs, text) => {
  expect(showDuration(durationMs)).toBe(text)
})
