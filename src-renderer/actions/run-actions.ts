import { canGoOn, deletionObstacle, isActive, type Run } from '#shared/run.ts'
import type { Action } from './action.ts'
import { exportFiles, exportTitles, type ExportFile } from './export-titles.ts'

/** What the page of a run can do with it. */
export interface OfTheRun {
  pause(): unknown
  resume(): unknown
  stop(): unknown
  /** Trains on where it was interrupted or stopped. */
  goOn(): unknown
  /** Trains it again and compares. */
  verify(): unknown
  remove(): unknown
  copyIntoForm(): unknown
  copyConfiguration(): unknown
  compare(): unknown
  exportAs(file: ExportFile): unknown
}

/** The run that is shown: what it is in no state for says so. */
export function runActions(run: Run, act: OfTheRun): Action[] {
  const unless = (isPossible: boolean, why = `it is ${run.status}`) => (isPossible ? null : why)
  const about = (
    id: string,
    title: string,
    icon: string,
    rest: Omit<Action, 'id' | 'title' | 'section' | 'icon'>,
  ): Action => ({
    id: `run-${id}`,
    title,
    section: 'This page',
    icon,
    ...rest,
  })
  return [
    run.status === 'paused'
      ? about('pause', 'Resume this run', 'i-lucide-play', {
          shortcut: 'P',
          keywords: 'continue training',
          run: act.resume,
        })
      : about('pause', 'Pause this run', 'i-lucide-pause', {
          shortcut: 'P',
          keywords: 'halt training',
          obstacle: unless(run.status === 'running'),
          run: act.pause,
        }),
    about('stop', 'Stop this run', 'i-lucide-square', {
      keywords: 'end training',
      obstacle: unless(isActive(run.status)),
      run: act.stop,
    }),
    about('continue', 'Continue this run', 'i-lucide-history', {
      keywords: 'resume interrupted stopped go on',
      obstacle: unless(canGoOn(run.status), 'it was neither interrupted nor stopped'),
      run: act.goOn,
    }),
    about('verify', 'Verify: train again and compare', 'i-lucide-shield-check', {
      keywords: 'reproduce same hash check',
      obstacle: unless(!isActive(run.status)),
      run: act.verify,
    }),
    about('copy-into-form', 'Copy this run into a new one', 'i-lucide-copy-plus', {
      keywords: 'duplicate configuration form',
      run: act.copyIntoForm,
    }),
    about('copy-configuration', 'Copy the configuration as JSON', 'i-lucide-copy', {
      keywords: 'clipboard',
      run: act.copyConfiguration,
    }),
    about('compare', 'Compare this run', 'i-lucide-git-compare-arrows', { run: act.compare }),
    ...exportFiles.map((file) =>
      about(`export-${file}`, `Export ${exportTitles[file]} of this run`, 'i-lucide-download', {
        run: () => act.exportAs(file),
      }),
    ),
    about('delete', 'Delete this run', 'i-lucide-trash-2', {
      keywords: 'remove trash',
      obstacle: deletionObstacle(run),
      run: act.remove,
    }),
  ]
}
