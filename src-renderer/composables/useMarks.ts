import type { CallParams } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { haveMark, type MarkSwitch } from '#renderer/components/marks/mark-switches.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useReport } from './useReport.ts'
import { useUndo } from './useUndo.ts'

type Change = Omit<CallParams<'runs.mark'>, 'runIds'>

/** Runs to be marked; of so many that not all are known, those that are tell how they stand. */
export interface MarkedRuns {
  readonly runIds: readonly number[]
  readonly known: readonly Run[]
}

export const nameOfRuns = (runIds: readonly number[]): string =>
  runIds.length === 1 ? `Run ${runIds[0]!}` : `${formatCount(runIds.length)} runs`

/** Marks runs; a message offers to take it back, exactly. */
export function useMarks() {
  const client = useClient()
  const { report } = useReport()
  const { offerUndo } = useUndo()

  async function mark(runIds: readonly number[], change: Change, done: string, icon: string) {
    if (runIds.length === 0) return
    try {
      const { before } = await client.call('runs.mark', { runIds: [...runIds], ...change })
      offerUndo({
        title: `${nameOfRuns(runIds)} ${done}`,
        icon,
        failure: 'The marks could not be taken back',
        undo: () => client.call('runs.setMarks', { marks: [...before] }),
      })
    } catch (error) {
      report(`${nameOfRuns(runIds)} could not be marked`, error)
    }
  }

  return {
    /** Gives the mark to all of them; takes it away where all have it. */
    toggle({ runIds, known }: MarkedRuns, of: MarkSwitch): Promise<void> {
      const areSet = haveMark(known, of)
      return mark(runIds, { [of.mark]: !areSet }, areSet ? of.undone : of.done, of.icon)
    },
    addTag: ({ runIds }: MarkedRuns, tag: string) =>
      mark(runIds, { addTags: [tag] }, `tagged “${tag}”`, 'i-lucide-tag'),
    removeTag: ({ runIds }: MarkedRuns, tag: string) =>
      mark(runIds, { removeTags: [tag] }, `no longer tagged “${tag}”`, 'i-lucide-tag'),
  }
}
