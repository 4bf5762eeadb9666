import { describe, expect, it } from 'vitest'
import {
  summarizeExperiment,
  type ActiveRunState,
  type CountedRuns,
} from '#shared/experiment-summary.ts'

const counted = (changes: Partial<CountedRuns>): CountedRuns => ({
  configHash: 'a',
  status: 'completed',
  runs: 1,
  meanWallTimeMs: 1000,
  ...changes,
})
const active = (share: number, wallTimeMs: number, configHash = 'a'): ActiveRunState => ({
  configHash,
  share,
  wallTimeMs,
})

describe('how far an experiment is', () => {
  it('counts runs by status, configurations, and the share of all budgets', () => {
    const summary = summarizeExperiment(
      [
        counted({ runs: 2 }),
        counted({ configHash: 'b', status: 'running' }),
        counted({ configHash: 'b', status: 'queued' }),
      ],
      [active(0.5, 100, 'b'), active(0, 0, 'b')],
      2,
    )
    expect(summary).toMatchObject({
      runs: 4,
      statuses: { completed: 2, running: 1, queued: 1 },
      cells: 2,
      share: 2.5 / 4,
    })
  })

  it('is nothing without runs', () => {
    expect(summarizeExperiment([], [], 2)).toEqual({
      runs: 0,
      statuses: {},
      cells: 0,
      share: 0,
      remainingMs: null,
    })
  })
})

describe('the time that is left', () => {
  const left = (states: readonly ActiveRunState[], workers: number, ended = [] as CountedRuns[]) =>
    summarizeExperiment(ended, states, workers).remainingMs

  it('is what the runs in training still take, shared among the workers', () => {
    // 25 % took 100 ms, so 300 ms are left; 50 % took 100 ms, so 100 ms.
    expect(left([active(0.25, 100), active(0.5, 100)], 1)).toBe(400)
  })

  it('is no less than the longest of them takes', () => {
    expect(left([active(0.25, 100), active(0.5, 100)], 2)).toBe(300)
  })

  it('takes runs that wait for as long as others of their configuration, else as all', () => {
    const ended = [
      counted({ configHash: 'a', runs: 3, meanWallTimeMs: 1000 }),
      counted({ configHash: 'b', runs: 1, meanWallTimeMs: 5000 }),
    ]
    expect(left([active(0, 0, 'a')], 4, ended)).toBe(1000)
    expect(left([active(0, 0, 'c')], 4, ended)).toBe(2000)
  })

  it('is unknown before anything tells, and nothing once all have ended', () => {
    expect(left([active(0.001, 5)], 1)).toBeNull()
    expect(left([], 1, [counted({})])).toBeNull()
  })
})
