// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePlayback } from '#renderer/composables/usePlayback.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { ApiError } from '#shared/errors.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunStatus } from '#shared/run.ts'
import { exampleRun } from '../example-run.ts'
import { exampleEpisode } from './example-episode.ts'
import { withBackend } from './with-backend.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** An episode of ten steps: a fifth of a second at the natural pace. */
const episode = (update: number): RecordedEpisode =>
  exampleEpisode(
    Array.from({ length: 10 }, (_, i) => ({
      observation: [i, 0, 0, 0],
      state: [i, 0, 0, 0],
      action: 1,
      policy: { kind: 'categorical', probabilities: [0.5, 0.5] },
      reward: 1,
    })),
    { update, finalState: [10, 0, 0, 0] },
  )

async function open(status: RunStatus, answer?: (asked: number) => RecordedEpisode) {
  let asked = 0
  return withBackend(
    [exampleRun({ status })],
    () => (answer ?? episode)(++asked),
    () => {
      const store = useRunsStore()
      return usePlayback(() => store.byId(1))
    },
  )
}

describe('playback of a run', () => {
  it('plays an episode at the pace of the environment, to its end', async () => {
    const { result: playback } = await open('completed', () =>
      episode(exampleRun({}).progress.updates),
    )
    await pass(1)
    expect(playback.state).toMatchObject({ length: 10, position: 0 })
    await pass(120)
    expect(playback.state.position).toBeGreaterThan(3)
    expect(playback.state.position).toBeLessThan(8)
    await pass(500)
    expect(playback.frame).toMatchObject({ position: 10, returnSoFar: 10, step: null })
  })

  it('asks for the next episode of a running policy when one has ended', async () => {
    const { result: playback } = await open('running')
    await pass(3000)
    expect(playback.episode!.update).toBeGreaterThan(1)
  })

  it('goes on to the last policy of a run that ended while an early one played', async () => {
    const { updates } = exampleRun({}).progress
    const { result: playback, requests } = await open('completed', (asked) =>
      episode(asked === 1 ? 0 : updates),
    )
    await pass(5000)
    expect(requests).toHaveLength(2)
    expect(playback.episode!.update).toBe(updates)
    expect(playback.canFollow).toBe(false)
  })

  it('stays at the end when it does not follow, or the policy changes no more', async () => {
    const running = await open('running')
    running.result.follow = false
    const ended = await open('completed', () => episode(exampleRun({}).progress.updates))
    await pass(5000)
    expect(running.requests).toHaveLength(1)
    expect(ended.requests).toHaveLength(1)
    expect(ended.result.canFollow).toBe(false)
  })

  it('does not ask for the next episode while paused', async () => {
    const { result: playback, requests } = await open('running')
    await pass(50)
    playback.dispatch({ kind: 'pause' })
    await pass(5000)
    expect(requests).toHaveLength(1)
  })

  it('waits for a queued run to begin', async () => {
    const { result: playback, requests, publish } = await open('queued')
    await pass(3000)
    expect(requests).toHaveLength(0)
    publish(exampleRun({ status: 'running' }))
    await pass(100)
    expect(playback.episode).not.toBeNull()
  })

  it('says why there is no episode, and tries again while the run trains', async () => {
    const { result: playback } = await open('running', (asked) => {
      if (asked === 1) throw new ApiError('conflict', 'Run 1 has no policy yet')
      return episode(0)
    })
    await pass(1)
    expect(playback.error).toBe('Run 1 has no policy yet')
    await pass(2100)
    expect(playback.error).toBeNull()
    expect(playback.episode).not.toBeNull()
  })

  it('asks for nothing more once its page is left', async () => {
    const { result: playback, requests, unmount } = await open('running')
    await pass(500)
    expect(playback.state.position).toBe(10)
    unmount()
    await pass(5000)
    expect(requests).toHaveLength(1)
  })
})
