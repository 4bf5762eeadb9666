import type { Run } from '#shared/run.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'
import { distinctions } from './distinctions.ts'

/** A run and how it is told from the others of a comparison, everywhere on the page. */
export interface ComparedRun {
  readonly run: Run
  readonly label: string
  /** What tells it from the others in a few words; empty: nothing short does. */
  readonly detail: string
  readonly color: string
  readonly dash: readonly number[]
}

/** `fields`: paths of those that make the names; null: what differs, where that is short. */
export function comparedRuns(
  runs: readonly Run[],
  theme: Theme,
  fields: readonly string[] | null = null,
): ComparedRun[] {
  const details = distinctions(runs, fields)
  return runs.map((run, i) => ({
    run,
    label: `#${run.id}`,
    detail: details[i]!,
    color: seriesColor(i, theme),
    dash: seriesDash(i),
  }))
}
