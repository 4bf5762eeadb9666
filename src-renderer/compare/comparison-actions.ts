import type { Action } from '#renderer/actions/action.ts'
import { comparisonModes, type ComparisonMode } from './groups.ts'
import { MOST_PANELS, withPanel, type ComparisonSettings } from './comparison-settings.ts'

const modeTitles: Readonly<Record<ComparisonMode, string>> = {
  runs: 'Compare run by run',
  groups: 'Compare groups of seeds',
  sweep: 'Look at the runs as a sweep',
}

interface Comparison {
  readonly mode: ComparisonMode
  readonly settings: ComparisonSettings
  setMode(mode: ComparisonMode): void
  change(settings: ComparisonSettings): void
}

/** What the Compare page can do, beside its buttons. */
export function comparisonActions({ mode, settings, setMode, change }: Comparison): Action[] {
  const section = 'This page' as const
  const modes = comparisonModes.map((each) => ({
    id: `compare-as-${each}`,
    section,
    title: modeTitles[each],
    icon: 'i-lucide-git-compare-arrows',
    keywords: 'parallel coordinates scatter importance curves statistics',
    obstacle: each === mode ? 'it is what is shown' : null,
    run: () => setMode(each),
  }))
  if (mode === 'sweep') return modes
  const { panels } = settings
  const { smooths } = settings[mode]
  return [
    ...modes,
    {
      id: 'compare-add-chart',
      section,
      title: 'Add a chart of another metric',
      icon: 'i-lucide-plus',
      keywords: 'panel small multiples',
      obstacle: panels.length >= MOST_PANELS ? `there are ${MOST_PANELS}` : null,
      run: () => change({ ...settings, panels: withPanel(panels) }),
    },
    {
      id: 'compare-remove-chart',
      section,
      title: 'Remove the last chart',
      icon: 'i-lucide-x',
      obstacle: panels.length === 1 ? 'it is the only one' : null,
      run: () => change({ ...settings, panels: panels.slice(0, -1) }),
    },
    {
      id: 'compare-smooth',
      section,
      title: smooths ? 'Show curves as they are' : 'Smooth the curves',
      icon: 'i-lucide-activity',
      keywords: 'moving mean window raw',
      run: () => change({ ...settings, [mode]: { ...settings[mode], smooths: !smooths } }),
    },
  ]
}
