import { describe, expect, it } from 'vitest'
import { endingText, titlePrefix } from '#renderer/notifications/ending-text.ts'
import { createStretch } from '#renderer/notifications/stretch.ts'
import type { RunStatus } from '#shared/run.ts'
import { exampleRun } from '../example-run.ts'

const run = (id: number, status: RunStatus, environmentSteps = 0) =>
  exampleRun({ id, status, progress: { environmentSteps } })

function stretchAt() {
  const clock = { ms: 0 }
  return { clock, stretch: createStretch(() => clock.ms) }
}

describe('a stretch of work', () => {
  it('ends once, with the last of its runs', () => {
    const { clock, stretch } = stretchAt()
    expect(stretch.hear(run(1, 'queued'))).toBeNull()
    expect(stretch.hear(run(2, 'queued'))).toBeNull()
    clock.ms = 5000
    expect(stretch.hear(run(1, 'completed'))).toBeNull()
    clock.ms = 40_000
    const ending = stretch.hear(run(2, 'stopped'))
    expect(ending?.durationMs).toBe(40_000)
    expect(ending?.runs.map(({ id }) => id)).toEqual([1, 2])
    // What is said of ended runs later, such as a new tag, ends nothing.
    expect(stretch.hear(run(2, 'stopped'))).toBeNull()
  })

  it('begins anew with the next run', () => {
    const { clock, stretch } = stretchAt()
    stretch.hear(run(1, 'running'))
    stretch.hear(run(1, 'completed'))
    clock.ms = 60_000
    stretch.hear(run(2, 'running'))
    clock.ms = 61_000
    expect(stretch.hear(run(2, 'failed'))).toMatchObject({ durationMs: 1000 })
  })

  it('does not wait for a paused run, nor for a deleted one', () => {
    const { stretch } = stretchAt()
    stretch.hear(run(1, 'running'))
    stretch.hear(run(2, 'running'))
    expect(stretch.hear(run(1, 'paused'))).toBeNull()
    expect(stretch.hear(run(2, 'completed'))?.runs).toHaveLength(1)
    stretch.hear(run(3, 'queued'))
    stretch.forget(3)
    expect(stretch.share()).toBeNull()
  })

  it('tells how far it is', () => {
    const { stretch } = stretchAt()
    expect(stretch.share()).toBeNull()
    stretch.hear(run(1, 'running', 250_000))
    stretch.hear(run(2, 'queued'))
    expect(stretch.share()).toBe(0.25)
    stretch.hear(run(1, 'completed', 90_000))
    expect(stretch.share()).toBe(0.5)
  })
})

describe('what is said of an ending', () => {
  it('names a single run and counts several', () => {
    const one = endingText({ runs: [run(7, 'completed')], durationMs: 65_000 })
    expect(one.title).toBe('Run 7 completed after 1 min 05 s')
    expect(one.body).toContain('CartPole-v1, seed 1: mean return 100.0 ± 3.1')
    const many = endingText({
      runs: [run(1, 'completed'), run(2, 'failed'), run(3, 'completed')],
      durationMs: 1000,
    })
    expect(many).toEqual({ title: '3 runs ended after 1.0 s', body: '2 completed, 1 failed' })
  })

  it('stands before the title while there is something to say', () => {
    expect(titlePrefix(0.426, 3)).toBe('42 % · ')
    expect(titlePrefix(null, 3)).toBe('3 ended · ')
    expect(titlePrefix(null, 0)).toBe('')
  })
})
