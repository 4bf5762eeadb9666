// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSideBySide } from '#renderer/composables/useSideBySide.ts'
import { candidatesOf } from '#renderer/playback/side-by-side.ts'
import { ApiError } from '#shared/errors.ts'
import { presets } from '#shared/presets.ts'
import { exampleRun } from '../example-run.ts'
import { exampleEpisode } from './example-episode.ts'
import { withBackend } from './with-backend.ts'

const cartPole = (id: number) => exampleRun({ id })
const particle = (id: number) => exampleRun({ id, config: presets['moving-particle']!.config })
const chosen = (...of: Parameters<typeof candidatesOf>) =>
  candidatesOf(...of).flatMap(({ runId, isChosen }) => (isChosen ? runId : []))

describe('who plays side by side', () => {
  it('is up to four runs of one environment', () => {
    expect(chosen([1, 2, 3, 4, 5].map(cartPole), null)).toEqual([1, 2, 3, 4])
    expect(candidatesOf([1, 2, 3, 4, 5].map(cartPole), null)[4]!.obstacle).toContain('Up to 4')
  })

  it('is who was chosen, and with the others it says why not', () => {
    const runs = [cartPole(1), particle(2), cartPole(3), particle(4)]
    expect(chosen(runs, null)).toEqual([1, 3])
    expect(candidatesOf(runs, null)[1]!.obstacle).toMatch(/^Run 2 has another environment/)
    expect(chosen(runs, [2, 4])).toEqual([2, 4])
    expect(chosen(runs, [3])).toEqual([3])
  })
})

describe('episodes in step', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const step = {
    observation: [0, 0, 0, 0],
    state: [0, 0, 0, 0],
    action: 1,
    policy: { kind: 'categorical', probabilities: [0.5, 0.5] },
    reward: 1,
  } as const
  /** Run 1 lasts five steps, run 2 ten. */
  const open = (fails = false) =>
    withBackend(
      [cartPole(1), cartPole(2)],
      ({ params }) => {
        if (fails && params['runId'] === 2) throw new ApiError('conflict', 'Run 2 has no policy')
        return exampleEpisode(Array<typeof step>(params['runId'] === 1 ? 5 : 10).fill(step))
      },
      () => useSideBySide(() => [cartPole(1), cartPole(2)]),
    )

  it('begin at one start, and the clock runs to the end of the longest', async () => {
    const { result, requests } = await open()
    await pass(1)
    expect(requests.map(({ params }) => params)).toEqual([
      { runId: 1, start: 1 },
      { runId: 2, start: 1 },
    ])
    expect(result.state.length).toBe(10)
    result.dispatch({ kind: 'seek', position: 7 })
    expect(result.inStep.get(1)).toMatchObject({ isOver: true, frame: { position: 5 } })
    expect(result.inStep.get(2)).toMatchObject({ isOver: false, frame: { position: 7 } })
    expect(result.extent).toHaveLength(6 + 11)
    await pass(1000)
    expect(result.inStep.get(2)!.isOver).toBe(true)
  })

  it('go on to the next start together', async () => {
    const { result, requests } = await open()
    await pass(1)
    result.nextStart()
    await pass(1)
    expect(requests.slice(2).map(({ params }) => params['start'])).toEqual([2, 2])
  })

  it('say of whom there is none, and play the others', async () => {
    const { result } = await open(true)
    await pass(1)
    expect(result.inStep.get(2)).toMatchObject({ error: 'Run 2 has no policy', frame: null })
    expect(result.state.length).toBe(5)
  })
})
