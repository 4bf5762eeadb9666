// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { useLearnRun } from '#renderer/composables/useLearnRun.ts'
import { exampleRun } from '../example-run.ts'
import { withBackend } from '../playback/with-backend.ts'

vi.mock('vue-router', () => ({
  useRoute: () => ({ query: {} }),
  useRouter: () => ({ replace: () => undefined }),
}))

const training = (id: number, updates: number) =>
  exampleRun({ id, status: 'running', progress: { updates } })

it('the run on Learn goes on as it trains, and a newer one does not take its place', async () => {
  const { result, publish } = await withBackend([training(3, 1)], () => null, useLearnRun)
  const shown = () => [result.run?.id, result.run?.progress.updates]
  await vi.waitFor(() => expect(shown()).toEqual([3, 1]))
  publish(training(3, 250))
  await vi.waitFor(() => expect(shown()).toEqual([3, 250]))
  publish(training(4, 5))
  await vi.waitFor(() => expect(result.runs!.map(({ id }) => id)).toEqual([4, 3]))
  expect(shown()).toEqual([3, 250])
  // A run without anything to show yet is not chosen.
  publish(training(5, 0))
  publish(training(3, 251))
  await vi.waitFor(() => expect(shown()).toEqual([3, 251]))
  expect(result.runs!.map(({ id }) => id)).toEqual([4, 3])
})
