import type { Action } from './action.ts'

interface OfTable {
  search(): unknown
  group(): unknown
  chooseColumns(): unknown
  selectAll(): unknown
}

/** What can be done with the table of runs as a whole. */
export function runsTableActions(
  { hasRuns, isGrouping }: { readonly hasRuns: boolean; readonly isGrouping: boolean },
  act: OfTable,
): Action[] {
  const none = hasRuns ? null : 'there are no runs'
  return [
    {
      id: 'search-runs',
      title: 'Search the runs',
      section: 'This page',
      icon: 'i-lucide-search',
      keywords: 'filter find',
      shortcut: '/',
      obstacle: none,
      run: act.search,
    },
    {
      id: 'group-seeds',
      title: isGrouping ? 'Show every seed as a row' : 'Group seeds of one configuration',
      section: 'This page',
      icon: 'i-lucide-group',
      run: act.group,
    },
    {
      id: 'choose-columns',
      title: 'Choose the columns of the table',
      section: 'This page',
      icon: 'i-lucide-columns-3',
      keywords: 'show hide order fields configuration results',
      obstacle: none,
      run: act.chooseColumns,
    },
    {
      id: 'select-all-runs',
      title: 'Select all runs that are found',
      section: 'This page',
      icon: 'i-lucide-list-checks',
      keywords: 'tick choose',
      obstacle: none,
      run: act.selectAll,
    },
  ]
}
