import { useClient } from '#renderer/client.ts'
import { nameOfRuns } from './useMarks.ts'
import { useReport } from './useReport.ts'
import { useUndo } from './useUndo.ts'

/** Puts many runs in the trash at once; a message offers to take them back. */
export function useBulkDeletion() {
  const client = useClient()
  const { report } = useReport()
  const { offerUndo } = useUndo()

  async function removeAll(runIds: readonly number[]): Promise<void> {
    try {
      const { deleted, refused } = await client.call('runs.deleteAll', { runIds: [...runIds] })
      const [first, ...others] = refused
      const kept = first && first.reason + (others.length > 0 ? `, and ${others.length} more` : '')
      if (deleted.length === 0) {
        report('Nothing was deleted', new Error(kept ?? 'The runs are gone'))
        return
      }
      offerUndo({
        title: `${nameOfRuns(deleted)} deleted`,
        description: kept ? `Kept: ${kept}.` : 'In the trash, on the page of settings.',
        icon: 'i-lucide-trash-2',
        failure: 'The runs could not be restored',
        undo: () => client.call('runs.restoreAll', { runIds: [...deleted] }),
      })
    } catch (error) {
      report('The runs could not be deleted', error)
    }
  }
  return { removeAll }
}
