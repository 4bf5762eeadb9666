import { useToast } from '@nuxt/ui/composables'
import type { CallParams } from '#shared/api.ts'
import type { RunMarks } from '#shared/run-marks.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { haveMark, type MarkSwitch } from '#renderer/components/marks/mark-switches.ts'
import { formatCount } from '#renderer/format/number.ts'
import { useReport } from './useReport.ts'

type Change = Omit<CallParams<'runs.mark'>, 'runIds'>

const nameOf = (runs: readonly Run[]): string =>
  runs.length === 1 ? `Run ${runs[0]!.id}` : `${formatCount(runs.length)} runs`

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

  async function mark(runs: readonly Run[], change: Change, done: string, icon: string) {
    if (runs.length === 0) return
    try {
      const runIds = runs.map(({ id }) => id)
      const { before } = await client.call('runs.mark', { runIds, ...change })
      const undo = { label: 'Undo', color: 'neutral', variant: 'outline' } as const
      toast.add({
        title: `${nameOf(runs)} ${done}`,
        icon,
        color: 'neutral',
        duration: 8000,
        actions: [{ ...undo, onClick: () => void takeBack(before) }],
      })
    } catch (error) {
      report(`${nameOf(runs)} could not be marked`, error)
    }
  }

  return {
    /** Gives the mark to all of them; takes it away where all have it. */
    toggle(runs: readonly Run[], of: MarkSwitch): Promise<void> {
      const areSet = haveMark(runs, of)
      return mark(runs, { [of.mark]: !areSet }, areSet ? of.undone : of.done, of.icon)
    },
    addTag: (runs: readonly Run[], tag: string) =>
      mark(runs, { addTags: [tag] }, `tagged “${tag}”`, 'i-lucide-tag'),
    removeTag: (runs: readonly Run[], tag: string) =>
      mark(runs, { removeTags: [tag] }, `no longer tagged “${tag}”`, 'i-lucide-tag'),
  }
}
