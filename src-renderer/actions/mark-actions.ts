import type { Run } from '#shared/run.ts'
import {
  haveMark,
  markSwitches,
  type MarkSwitch,
} from '#renderer/components/marks/mark-switches.ts'
import type { Action } from './action.ts'

interface OfMarks {
  toggle(mark: MarkSwitch): unknown
  editTags(): unknown
}

/** Marks of the runs in question: the one shown, or those ticked; none says so. */
export function markActions(runs: readonly Run[], act: OfMarks): Action[] {
  const [which, none] =
    runs.length === 1
      ? [`run ${runs[0]!.id}`, null]
      : ['the ticked runs', runs.length === 0 ? 'no run is ticked' : null]
  return [
    ...markSwitches.map((each): Action => ({
      id: `toggle-${each.mark}`,
      title: `${haveMark(runs, each) ? each.undo : each.title}: ${which}`,
      section: 'This page',
      icon: each.icon,
      keywords: 'mark star lock archive protect',
      shortcut: each.shortcut,
      obstacle: none,
      run: () => act.toggle(each),
    })),
    {
      id: 'edit-tags',
      title: `Tags of ${which}`,
      section: 'This page',
      icon: 'i-lucide-tag',
      keywords: 'label mark',
      shortcut: 'T',
      obstacle: none,
      run: act.editTags,
    },
  ]
}
