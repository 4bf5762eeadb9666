import type { Action } from './action.ts'
import type { ExportFile } from './export-titles.ts'

/** What of an experiment decides what can be done with it. */
export interface ExperimentState {
  /** Why its configurations cannot be compared; null: they can. */
  readonly cannotCompare: string | null
  readonly cells: number
  readonly interrupted: number
  readonly isActive: boolean
  /** Its runs wait until it is resumed. */
  readonly isHeld: boolean
  /** Whether it comes from a sweep. */
  readonly hasSweep: boolean
}

/** What the page of an experiment can do with it. */
export interface OfTheExperiment {
  compare(): unknown
  explore(): unknown
  goOn(): unknown
  pause(): unknown
  resume(): unknown
  stop(): unknown
  addSeeds(): unknown
  copy(): unknown
  exportAll(file: ExportFile): unknown
  remove(): unknown
}

/** The experiment that is shown: what it is in no state for says so. */
export function experimentActions(
  { cannotCompare, cells, interrupted, isActive, isHeld, hasSweep }: ExperimentState,
  act: OfTheExperiment,
): Action[] {
  const about = (
    id: string,
    title: string,
    icon: string,
    obstacle: string | null,
    run: () => unknown,
    rest: Partial<Action> = {},
  ): Action => ({
    id: `experiment-${id}`,
    title,
    section: 'This page',
    icon,
    obstacle,
    run,
    ...rest,
  })
  const ended = isActive ? null : 'all of its runs have ended'
  const needsSweep = hasSweep ? null : 'it does not come from a sweep'
  return [
    about(
      'compare',
      'Compare the configurations of this experiment',
      'i-lucide-git-compare-arrows',
      cannotCompare,
      act.compare,
      { shortcut: 'C' },
    ),
    about(
      'explore',
      'Explore the runs of this experiment',
      'i-lucide-chart-no-axes-combined',
      cells > 2 ? null : 'it has fewer than three configurations',
      act.explore,
      { keywords: 'parallel coordinates scatter importance' },
    ),
    about(
      'continue',
      'Continue the interrupted runs of this experiment',
      'i-lucide-step-forward',
      interrupted > 0 ? null : 'none is interrupted',
      act.goOn,
    ),
    isHeld
      ? about('resume', 'Resume this experiment', 'i-lucide-play', ended, act.resume)
      : about('pause', 'Pause this experiment', 'i-lucide-pause', ended, act.pause),
    about('stop', 'Stop all runs of this experiment', 'i-lucide-square', ended, act.stop),
    about('add-seeds', 'Add seeds to this experiment', 'i-lucide-sprout', needsSweep, act.addSeeds),
    about('copy', 'Copy this experiment into the form', 'i-lucide-copy', needsSweep, act.copy, {
      keywords: 'duplicate again',
    }),
    about(
      'export',
      'Export this experiment, JSON',
      'i-lucide-download',
      cells > 0 ? null : 'it has no runs',
      () => act.exportAll('runs.json'),
    ),
    about(
      'export-run-file',
      'Export this experiment as a run file',
      'i-lucide-package',
      cells > 0 ? null : 'it has no runs',
      () => act.exportAll('run-file'),
      { keywords: 'hand over sqlite workbench' },
    ),
    about('delete', 'Delete this experiment, keep its runs', 'i-lucide-trash-2', null, act.remove),
  ]
}
