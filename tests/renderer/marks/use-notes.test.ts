// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { useNotes } from '#renderer/composables/useNotes.ts'
import { exampleRun } from '../example-run.ts'
import { withBackend } from '../playback/with-backend.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function writing(notes: string) {
  const run = shallowRef(exampleRun({ id: 3, notes }))
  const { result, requests, unmount } = await withBackend(
    [run.value],
    () => ({ before: [] }),
    () => useNotes(run),
  )
  const saved = () =>
    requests.filter(({ method }) => method === 'runs.mark').map(({ params }) => params['notes'])
  return { run, notes: result, saved, unmount }
}

it('saves notes once writing pauses, and puts back what there was', async () => {
  const { notes, saved } = await writing('old')
  notes.write('n')
  await vi.advanceTimersByTimeAsync(300)
  notes.write('new')
  expect([notes.isSaved.value, notes.canUndo.value]).toEqual([false, true])
  await vi.advanceTimersByTimeAsync(600)
  expect(saved()).toEqual(['new'])
  expect(notes.isSaved.value).toBe(true)

  notes.undo()
  await vi.advanceTimersByTimeAsync(0)
  expect(notes.draft.value).toBe('old')
  expect(saved()).toEqual(['new', 'old'])
  expect(notes.canUndo.value).toBe(false)
})

it('saves what is left when the page is left, and takes over what others write', async () => {
  const { run, notes, saved, unmount } = await writing('old')
  run.value = { ...run.value, notes: 'from elsewhere' }
  await vi.advanceTimersByTimeAsync(0)
  expect(notes.draft.value).toBe('from elsewhere')
  notes.write('mine')
  run.value = { ...run.value, notes: 'too late' }
  await vi.advanceTimersByTimeAsync(0)
  expect(notes.draft.value).toBe('mine')
  unmount()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved()).toEqual(['mine'])
})
