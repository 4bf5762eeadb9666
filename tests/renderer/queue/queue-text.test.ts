import { describe, expect, it } from 'vitest'
import type { QueueState } from '#shared/queue.ts'
import {
  neighbour,
  queueProgressText,
  queueSummary,
  waitingText,
} from '#renderer/format/queue-text.ts'
import { exampleRun } from '../example-run.ts'

const state = (changes: Partial<QueueState> = {}): QueueState => ({
  isHeld: false,
  workers: 2,
  training: [exampleRun({ status: 'running' }), exampleRun({ status: 'paused' })],
  waiting: [],
  waitingCount: 8,
  heldRunIds: [],
  endedCount: 3,
  share: 0.4,
  remainingMs: 185_000,
  elsewhere: { training: [], trainingCount: 0, waitingCount: 0 },
  lastSession: null,
  ...changes,
})

describe('what is said of the queue', () => {
  it('is what trains, is paused and waits, and the time left while something trains', () => {
    expect(queueSummary(state())).toBe('1 training · 1 paused · 8 waiting · 3 min 05 s left')
    expect(queueSummary(state({ training: [] }))).toBe('8 waiting')
    expect(queueSummary(state({ training: [], waitingCount: 0 }))).toBe('Queue empty')
    expect(queueSummary(state({ training: [], waitingCount: 0, isHeld: true }))).toBe(
      'Queue paused',
    )
  })

  it('is also what another program does in the same database', () => {
    const elsewhere = { training: [], trainingCount: 2, waitingCount: 8 }
    const none = { training: [], waitingCount: 0 }
    expect(queueSummary(state({ ...none, elsewhere }))).toBe('2 training in another program')
    expect(queueSummary(state({ ...none, elsewhere: { ...elsewhere, trainingCount: 0 } }))).toBe(
      '8 waiting in another program',
    )
    expect(queueSummary(state({ ...none, elsewhere, isHeld: true }))).toBe('Queue paused')
    expect(queueSummary(state({ waitingCount: 0, elsewhere }))).toBe(
      '1 training · 1 paused · 3 min 05 s left · 2 training in another program',
    )
  })

  it('counts what is over among all since the queue was empty', () => {
    expect(queueProgressText(state())).toBe('3 of 13 runs over, about 3 min 05 s left')
    const paused = state({ training: [exampleRun({ status: 'paused' })], isHeld: true })
    expect(queueProgressText(paused)).toBe('3 of 12 runs over')
    expect(queueProgressText(state({ remainingMs: null }))).toBe('3 of 13 runs over')
  })
})

it('a run that waits says for what', () => {
  const waiting = [4, 7, 9].map((id) => exampleRun({ id, status: 'queued' }))
  expect(waitingText(state({ waiting }), [9, 10])).toBe('waiting, after 2 others in the queue')
  expect(waitingText(state({ waiting }), [7])).toBe('waiting, after 1 other in the queue')
  expect(waitingText(state({ waiting }), [4])).toBe('waiting for a free worker')
  expect(waitingText(null, [4])).toBe('waiting for a free worker')
  expect(waitingText(state({ waiting, isHeld: true }), [4])).toBe('waiting: the queue is paused')
  expect(waitingText(state({ waiting, heldRunIds: [7, 9] }), [9])).toBe(
    'waiting: the experiment is paused',
  )
})

describe('the place a run is moved to by a key', () => {
  const waiting = [{ id: 4 }, { id: 7 }, { id: 9 }]

  it('is before the one above it, or after the one below it', () => {
    expect(neighbour(waiting, 3, 7, -1)).toEqual({ before: 4 })
    expect(neighbour(waiting, 3, 4, 1)).toEqual({ before: 9 })
    expect(neighbour(waiting, 3, 7, 1)).toEqual({ before: null })
  })

  it('is none at the ends, nor where the next one is not shown', () => {
    expect(neighbour(waiting, 3, 4, -1)).toBeNull()
    expect(neighbour(waiting, 3, 9, 1)).toBeNull()
    expect(neighbour(waiting, 5, 7, 1)).toBeNull()
    expect(neighbour(waiting, 3, 8, 1)).toBeNull()
  })
})
