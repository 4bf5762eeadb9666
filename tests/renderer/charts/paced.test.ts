import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPaced } from '#renderer/composables/paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A paced task that takes `answerMs`, with the times at which it began. */
function paced(answerMs: number) {
  const begun: number[] = []
  const origin = Date.now()
  const now = () => Date.now() - origin
  const task = createPaced(
    async () => {
      begun.push(now())
      await new Promise((resolve) => setTimeout(resolve, answerMs))
    },
    { intervalMs: 400, ratio: 10 },
    now,
  )
  return { begun, task }
}

it('runs at once, then at most once per interval however often it is asked', async () => {
  const { begun, task } = paced(5)
  for (let i = 0; i < 100; i++) {
    task.ask()
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(begun).toEqual([0, 400, 800])
})

it('leaves slow answers ten times their length', async () => {
  const { begun, task } = paced(100)
  for (let i = 0; i < 25; i++) {
    task.ask()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(begun).toEqual([0, 1000, 2000])
})

it('never runs twice at once, and runs again for what was asked meanwhile', async () => {
  const { begun, task } = paced(50)
  task.ask()
  await vi.advanceTimersByTimeAsync(10)
  task.askNow()
  expect(begun).toEqual([0])
  await vi.advanceTimersByTimeAsync(1000)
  expect(begun).toHaveLength(2)
  // Right after the answer, not an interval later.
  expect(begun[1]).toBeLessThan(60)
})

it('does nothing more once stopped', async () => {
  const { begun, task } = paced(50)
  task.ask()
  await vi.advanceTimersByTimeAsync(10)
  task.ask()
  task.stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(begun).toEqual([0])
})
