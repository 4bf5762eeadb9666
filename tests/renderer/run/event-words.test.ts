import { describe, expect, it } from 'vitest'
import type { RunEvent, RunEventKind } from '#shared/run-history.ts'
import { eventWords } from '#renderer/run/event-words.ts'
import { logLines } from '#renderer/run/log-lines.ts'

const event = (kind: RunEventKind, detail: string | null = null): RunEvent => ({
  kind,
  detail,
  happenedAt: '2026-11-25T10:00:00.000Z',
  episodes: 0,
  environmentSteps: 0,
  updates: 0,
  wallTimeMs: 0,
})
const wordsOf = (events: readonly RunEvent[]) =>
  events.map((each, i) => eventWords(each, events.slice(0, i)))

describe('the log of a run', () => {
  it('tells a start from a resumption, and that from being taken up after an interruption', () => {
    const events = [
      event('queued'),
      event('running'),
      event('engine', 'simd'),
      event('paused'),
      event('queued'),
      event('running'),
      event('interrupted', 'The program ended'),
      event('tagged', 'late'),
      event('queued'),
      event('running'),
    ]
    expect(wordsOf(events)).toEqual([
      'Asked for',
      'Given to a worker',
      'Training with simd',
      'Paused',
      'Resumed; waits for a free worker',
      'Trains on',
      'Interrupted: The program ended',
      'Tagged: late',
      'Taken up again',
      'Trains on',
    ])
  })
})

describe('an alert in the log', () => {
  it('stands where it was first so', () => {
    const events = [event('queued'), event('running'), { ...event('completed'), updates: 50 }]
    const alert = {
      id: 'large-kl',
      sentence: '',
      first: {
        updates: 7,
        episodes: 28,
        environmentSteps: 400,
        wallTimeMs: 30,
        happenedAbout: '2026-11-25T10:00:00.030Z',
      },
      isNow: false,
      isDismissed: false,
    } as const
    expect(logLines(events, [alert])[2]).toMatchObject({
      happenedAt: '2026-11-25T10:00:00.030Z',
      isAbout: true,
      definition: expect.stringContaining('0.1 nats'),
    })
    expect(logLines(events, [alert]).map(({ words }) => words)).toEqual([
      'Asked for',
      'Given to a worker',
      'Alert: Large steps',
      'Completed',
    ])
  })
})
