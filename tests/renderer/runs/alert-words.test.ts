import { expect, it } from 'vitest'
import { alertWords } from '#renderer/components/runs/alert-words.ts'
import { exampleRun } from '../example-run.ts'

const stalled = { id: 'stalled', isDismissed: false } as const
const diverged = { id: 'diverged', isDismissed: false } as const

it('says nothing where there is nothing', () => {
  expect(alertWords([exampleRun({})])).toBeNull()
})

it('names the alerts of a run and says what each means', () => {
  const words = alertWords([exampleRun({ alerts: [diverged, { ...stalled, isDismissed: true }] })])!
  expect(words).toMatchObject({ names: 'Diverged, Stalled', count: 1 })
  expect(words.definitions).toMatch(
    /^Diverged: A number .*\nStalled \(dismissed\): Over the last third/,
  )
})

it('counts how many runs of a group have each', () => {
  const words = alertWords([
    exampleRun({ alerts: [stalled] }),
    exampleRun({ alerts: [diverged, stalled] }),
    exampleRun({ alerts: [] }),
  ])!
  expect(words).toMatchObject({ names: 'Diverged (1 of 3), Stalled (2 of 3)', count: 2 })
})

it('counts no run whose alerts are all dismissed', () => {
  expect(alertWords([exampleRun({ alerts: [{ ...stalled, isDismissed: true }] })])!.count).toBe(0)
})
