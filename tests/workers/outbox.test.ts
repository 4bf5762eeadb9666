import { describe, expect, it } from 'vitest'
import { createMetricsHash } from '#main/workers/metrics-hash.ts'
import { createOutbox } from '#main/workers/outbox.ts'
import type { TrainingBatch } from '#main/workers/protocol.ts'
import { createStopwatch } from '#main/workers/stopwatch.ts'
import type { Training } from '#core/training.ts'
import { sampleEpisode } from '../store/sample-runs.ts'

/** An outbox of a run that plays episodes, at a clock of its own. */
function openOutbox() {
  let now = 0
  const sent: TrainingBatch[] = []
  const training = {
    progress: { current: { updates: 0, solvedAt: null }, results: () => ({}) },
    policy: { network: { parameters: new Float32Array(1) } },
  } as unknown as Training
  const outbox = createOutbox({
    training,
    stopwatch: createStopwatch(0, () => now),
    states: { isDue: () => false, take: () => null },
    hash: createMetricsHash(),
    solvedAt: null,
    send: (batch) => sent.push(batch),
  })
  let played = 0
  return {
    outbox,
    /** How many rows each batch has that was sent. */
    sizes: () => sent.map(({ episodes }) => episodes.length),
    play(episodes: number, durationMs = 0): void {
      now += durationMs
      for (let i = 0; i < episodes; i++) {
        outbox.add({ kind: 'episode', episode: sampleEpisode(played++) })
      }
    },
    indices: () => sent.flatMap(({ episodes }) => episodes.map(({ index }) => index)),
  }
}

describe('the outbox of a run', () => {
  it('sends a batch every 100 ms, but none before the last one is stored', () => {
    const { outbox, play, sizes } = openOutbox()
    play(3)
    expect(sizes()).toEqual([])
    play(1, 100)
    expect(sizes()).toEqual([4])
    play(5, 100)
    play(5, 1000)
    expect(sizes()).toEqual([4])
    outbox.stored()
    play(1)
    expect(sizes()).toEqual([4, 11])
  })

  it('is full when much waits for the last batch to be stored, and takes training no further', () => {
    const { outbox, play, sizes, indices } = openOutbox()
    play(10_000)
    expect(sizes()).toEqual([10_000])
    expect(outbox.isFull()).toBe(false)
    play(9_999)
    expect(outbox.isFull()).toBe(false)
    play(1)
    expect(outbox.isFull()).toBe(true)
    outbox.stored()
    expect(outbox.isFull()).toBe(false)
    play(1)
    expect(sizes()).toEqual([10_000, 10_001])
    expect(indices()).toEqual(Array.from({ length: 20_001 }, (_, i) => i))
  })

  it('sends what there is before training stands still or ends, stored or not', () => {
    const { outbox, play, sizes } = openOutbox()
    play(2, 100)
    outbox.flush()
    play(3)
    outbox.flushAll()
    expect(sizes()).toEqual([1, 1, 3])
    outbox.stored()
    expect(outbox.isFull()).toBe(false)
  })
})
