// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { useCurve } from '#renderer/composables/useCurve.ts'
import { ApiError } from '#shared/errors.ts'
import type { HorizontalAxis } from '#shared/metrics.ts'
import { exampleRun } from '../example-run.ts'
import { withBackend } from '../playback/with-backend.ts'
import type { Request } from '../test-workbench.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const curveOf = (value: number) => ({
  x: [1],
  mean: [value],
  minimum: [value],
  maximum: [value],
  count: [1],
})

async function open(answer: (request: Request) => unknown = () => curveOf(1)) {
  const x = shallowRef<HorizontalAxis>('episodes')
  const opened = await withBackend([exampleRun({ status: 'running' })], answer, () =>
    useCurve(1, 'episodeReturn', x),
  )
  const advance = (episodes: number) =>
    opened.publish(exampleRun({ status: 'running', progress: { episodes } }))
  return { ...opened, x, advance }
}

describe('the curve of a run', () => {
  it('is asked for again as the run advances, a few times a second at most', async () => {
    const { requests, advance } = await open()
    for (let episodes = 101; episodes <= 200; episodes++) {
      advance(episodes)
      await pass(20)
    }
    // Two seconds: at once, then every 400 ms.
    expect(requests.length).toBeGreaterThanOrEqual(4)
    expect(requests.length).toBeLessThanOrEqual(6)
  })

  it('comes with the numbers of the run at its own moment', async () => {
    let stored = 100
    const { result, advance } = await open(() => ({
      ...curveOf(stored),
      progress: exampleRun({ progress: { episodes: stored } }).progress,
    }))
    await pass(10)
    expect(result.progress!.episodes).toBe(100)
    stored = 150
    advance(550)
    await pass(390)
    expect(result.progress!.episodes).toBe(result.curve!.mean[0])
    await pass(500)
    expect(result.progress!.episodes).toBe(150)
  })

  it('is not asked for again while the run stands still', async () => {
    const { requests } = await open()
    await pass(5000)
    expect(requests).toHaveLength(1)
  })

  it('changes its axis at once, and drops what was asked for the former one', async () => {
    const { result, x } = await open(async ({ params }) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return curveOf(params['x'] === 'episodes' ? 1 : 2)
    })
    await pass(50)
    x.value = 'environmentSteps'
    await pass(60)
    expect(result.curve).toBeNull()
    await pass(200)
    expect(result.curve!.mean).toEqual([2])
  })

  it('says why it could not be had, and can be asked for again', async () => {
    let asked = 0
    const { result } = await open(() => {
      if (++asked === 1) throw new ApiError('internal', 'The disk is gone')
      return curveOf(3)
    })
    await pass(10)
    expect(result.error).toBe('The disk is gone')
    result.reload()
    await pass(10)
    expect(result).toMatchObject({ error: null, curve: curveOf(3) })
  })

  it('is left alone once its page is', async () => {
    const { requests, unmount, advance } = await open()
    await pass(10)
    advance(150)
    await pass(50)
    unmount()
    await pass(5000)
    expect(requests).toHaveLength(1)
  })
})
