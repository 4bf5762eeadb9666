// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { canRun } from '#renderer/actions/action.ts'
import { trainingActions } from '#renderer/actions/training-actions.ts'
import TrainingButtons from '#renderer/components/marks/TrainingButtons.vue'
import { trainingChanges } from '#renderer/components/marks/training-changes.ts'
import { useBulkTraining } from '#renderer/composables/useBulkTraining.ts'
import { useUndo } from '#renderer/composables/useUndo.ts'
import { useUndoStore } from '#renderer/stores/undo.ts'
import { exampleRun } from '../example-run.ts'
import { withBackend } from '../playback/with-backend.ts'

const runs = [
  exampleRun({ id: 1, status: 'running' }),
  exampleRun({ id: 2, status: 'queued' }),
  exampleRun({ id: 3, status: 'completed' }),
  exampleRun({ id: 4, status: 'interrupted' }),
  exampleRun({ id: 5, status: 'stopped' }),
]
const stopped = [
  { runId: 1, was: 'running', before: null },
  { runId: 2, was: 'queued', before: null },
]
const changeOf = (kind: string) => trainingChanges.find((change) => change.kind === kind)!

it('offers only what applies to a ticked run, and says to how many', async () => {
  const buttons = mount(TrainingButtons, { props: { runs } })
  const names = buttons.findAll('button').map((button) => button.attributes('aria-label'))
  expect(names).toEqual(['Pause 1 run', 'Continue 2 runs', 'Stop 2 runs'])

  await buttons.get('[aria-label="Stop 2 runs"]').trigger('click')
  expect(buttons.emitted('change')).toEqual([[changeOf('stop')]])
})

it('has an action of each, with why it is not possible', () => {
  const said = (tooMany: string | null) =>
    trainingActions(runs, tooMany, () => undefined).map((action) =>
      canRun(action) ? action.title : action.obstacle,
    )
  expect(said(null)).toEqual(['Pause 1 run', 'none is paused', 'Continue 2 runs', 'Stop 2 runs'])
  expect(new Set(said('at most 1,000'))).toEqual(new Set(['at most 1,000']))
})

it('stops and continues all in one call, and takes a stop back', async () => {
  const { result, requests, unmount } = await withBackend(
    runs,
    ({ method }) => (method === 'runs.stopAll' ? { stopped, refused: [] } : []),
    () => ({ ...useBulkTraining(), ...useUndo(), changes: useUndoStore() }),
  )
  await result.change(runs, changeOf('stop'))
  await result.change(runs, changeOf('continue'))
  await result.change(runs, changeOf('resume'))
  expect(requests.map(({ method, params }) => [method, params])).toEqual([
    ['runs.stopAll', { runIds: [2, 1] }],
    ['runs.continue', { runIds: [4, 5] }],
  ])
  expect(result.changes.last?.title).toBe('2 runs stopped')
  await result.undoLast()
  expect(requests.at(-1)).toMatchObject({ method: 'runs.undoStop', params: { stopped } })
  expect(result.changes.last).toBeNull()
  unmount()
})
