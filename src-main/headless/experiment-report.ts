import type { Experiment, ExperimentCells } from '#shared/experiment.ts'
import { showValue } from '#shared/expand-sweep.ts'
import { formatCounted } from '#shared/format-number.ts'
import { intervalTitle, showNumber, textTable } from './output.ts'

/** How many runs are in which status: `10 runs: 8 completed, 2 running`. */
function countsOf({ runs, statuses }: Experiment['summary']): string {
  const parts = Object.entries(statuses).map(([status, count]) => `${count} ${status}`)
  return [formatCounted(runs, 'run'), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(': ')
}

/** An experiment in a line and what was written of it. */
export const experimentHead = (experiment: Experiment): string =>
  [
    `experiment ${experiment.id}: ${experiment.name}`,
    countsOf(experiment.summary),
    ...(['question', 'hypothesis', 'notes', 'conclusion'] as const)
      .filter((field) => experiment[field] !== '')
      .map((field) => `${field}: ${experiment[field]}`),
  ].join('\n')

export const experimentsTable = (experiments: readonly Experiment[]): string =>
  textTable(
    ['experiment', 'name', 'runs', 'share', 'best', 'question'],
    experiments.map(({ id, name, question, summary }) => [
      id,
      name,
      summary.runs,
      `${Math.floor(100 * summary.share)} %`,
      summary.best &&
        `${showNumber(summary.best.interquartileMean)}${summary.best.result === 'stepsToThreshold' ? ' steps' : ''} (${summary.best.values.map(showValue).join(', ') || 'one configuration'})`,
      question,
    ]),
  )

/** Every configuration of an experiment with what its seeds reached. */
export function cellsTable({ fields, cells, intervals }: ExperimentCells): string {
  return textTable(
    ['configuration', ...fields, 'seeds', 'mean ± s', 'IQM', intervalTitle(intervals)],
    cells.map(({ configHash, values, scores, summary }) => [
      configHash,
      ...fields.map((_, i) => showValue(values[i] ?? undefined)),
      scores.length,
      summary && [summary.mean, summary.standardDeviation ?? []].flat().map(showNumber).join(' ± '),
      summary && summary.interquartileMean,
      summary?.interquartileMeanInterval
        ? `${showNumber(summary.interquartileMeanInterval.lower)} to ${showNumber(summary.interquartileMeanInterval.upper)}`
        : null,
    ]),
  )
}
