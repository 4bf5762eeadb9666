import { afterEach, expect, it, vi } from 'vitest'
import { createTasks } from '#main/tasks/tasks.ts'

afterEach(() => void vi.useRealTimers())

it('tells how long a task still takes once enough of it is done to tell', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const told: unknown[] = []
  const tasks = createTasks({
    publish: (_, { share, remainingMs }) => told.push([share, remainingMs]),
  })
  await tasks.run({ taskId: 'start', cancelled: 'It was cancelled' }, async ({ told }) => {
    for (const share of [0, 0.001, 0.25, 0.5]) {
      vi.advanceTimersByTime(1000)
      told(share)
    }
  })
  expect(told).toEqual([
    [0, null],
    [0.001, null],
    [0.25, 9000],
    [0.5, 4000],
    [1, 0],
  ])
})
