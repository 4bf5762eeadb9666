import { expect, it, vi } from 'vitest'
import { deletionAction } from '#renderer/actions/deletion-action.ts'
import { exampleRun } from '../example-run.ts'

const runs = [
  exampleRun({ id: 1 }),
  exampleRun({ id: 2, status: 'running' }),
  exampleRun({ id: 3, isLocked: true }),
]

const those = (known: typeof runs) => ({ runIds: known.map(({ id }) => id), known })

it('deletes the run in question or those ticked; one that cannot be says why', () => {
  const remove = vi.fn()
  const said = (...of: typeof runs) => {
    const { title, obstacle } = deletionAction(those(of), remove)
    return [title, obstacle]
  }
  expect(said(runs[0]!)).toEqual(['Delete run 1', null])
  expect(said(runs[1]!)).toEqual(['Delete run 2', 'stop it first'])
  expect(said(runs[2]!)).toEqual(['Delete run 3', 'unlock it first'])
  // Of several it is told which were kept.
  expect(said(...runs)).toEqual(['Delete the ticked runs', null])
  expect(said()).toEqual(['Delete the ticked runs', 'no run is ticked'])

  deletionAction(those(runs), remove).run()
  expect(remove).toHaveBeenCalledOnce()
})
