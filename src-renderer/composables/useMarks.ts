import { useToast } from '@nuxt/ui/composables'
import type { CallParams } from '#shared/api.ts'
import type { RunMarks } from '#shared/run-marks.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { haveMark, type MarkSwitch } from '#renderer/components/marks/mark-switches.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useReport } from './useReport.ts'

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
  const toast = useToast()
  const { report } = useReport()

  async function takeBack(marks: readonly RunMarks[]): Promise<void> {
    try {
      await client.call('runs.setMarks', { marks: [...marks] })
    } catch (error) {
      report('The marks could not be taken back', error)
    }
  }

  async function mark(runIds: readonly number[], change: Change, done: string, icon: string) {
    if (runIds.length === 0) return
    try {
      const { before } = await client.call('runs.mark', { runIds: [...runIds], ...change })
      const undo = { label: 'Undo', color: 'neutral', variant: 'outline' } as const
      toast.add({
        title: `${nameOfRuns(runIds)} ${done}`,
        icon,
        color: 'neutral',
        duration: 8000,
        actions: [{ ...undo, onClick: () => void takeBack(before) }],
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
