// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { useStartsStore } from '#renderer/stores/starts.ts'
import { useTestWorkbench } from '../test-workbench.ts'

it('follows the starts of this window alone, until they are over, and cancels them', async () => {
  const { requests, publish } = useTestWorkbench(() => null)
  const starts = useStartsStore()

  const over = Promise.withResolvers<string>()
  let ours = ''
  const followed = starts.follow((taskId) => {
    ours = taskId
    return over.promise
  })
  const tell = (taskId: string, share: number) =>
    publish('task.progress', { taskId, share, remainingMs: 1000 })
  tell('of another window', 0.5)
  expect(starts.progress).toBeNull()
  await starts.cancel()
  expect(requests).toEqual([])
  tell(ours, 0.25)
  expect(starts.progress).toEqual({ taskId: ours, share: 0.25, remainingMs: 1000 })
  await starts.cancel()
  expect(requests).toMatchObject([{ method: 'tasks.cancel', params: { taskId: ours } }])

  over.resolve('started')
  expect(await followed).toBe('started')
  expect(starts.progress).toBeNull()
  tell(ours, 1)
  expect(starts.progress).toBeNull()
})
