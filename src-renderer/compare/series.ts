import type { Run } from '#shared/run.ts'
import { seriesDash } from '#renderer/charts/series-style.ts'
import { seriesColor, type Theme } from '#renderer/palette.ts'

/** A run and how it is told from the others of a comparison, everywhere on the page. */
export interface ComparedRun {
  readonly run: Run
  readonly label: string
  readonly color: string
  readonly dash: readonly number[]
}

export const comparedRuns = (runs: readonly Run[], theme: Theme): ComparedRun[] =>
  runs.map((run, i) => ({
    run,
    label: `#${run.id}`,
    color: seriesColor(i, theme),
    dash: seriesDash(i),
  }))
