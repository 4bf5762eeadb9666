import { activeCount } from '#shared/experiment-summary.ts'
import type { ExperimentCell } from '#shared/experiment.ts'
import { isLowerBetter, type RunResult } from '#shared/run-result.ts'
import { formatReturn, formatWithInterval } from '#renderer/format/number.ts'
import { cellName, rankedCells, type CellField } from './cells.ts'

/** Fewer seeds than this tell little of the next one. */
const FEW_SEEDS = 5

const seedsOf = (count: number) => `${count} seed${count === 1 ? '' : 's'}`

/**
 * Says which cell has the best interquartile mean, and how far that can be believed: how many seeds it
 * has, whose intervals overlap, which cells are excluded, and that the best of many is biased.
 */
export function bestCellSentences(
  cells: readonly ExperimentCell[],
  fields: readonly CellField[],
  result: RunResult,
): string[] {
  const ranked = rankedCells(cells, result)
  const excluded = excludedSentences(cells, result)
  const [best] = ranked
  if (!best) {
    return excluded.length > 0 ? excluded : ['No configuration has this result yet.']
  }
  const isRunning = cells.some(({ statuses }) => activeCount(statuses) > 0)
  const soFar = isRunning ? ' so far' : ''
  const others = ranked.slice(1)
  const superlative = `the ${isLowerBetter(result) ? 'lowest' : 'highest'} IQM`
  const has = others.length > 0 ? `has ${superlative}` : 'has an IQM of'
  const head = `${cellName(fields, best.values)} ${has}${others.length > 0 ? ',' : ''} ${estimateOf(best, soFar)}.`
  return [
    head,
    ...excluded,
    ...overlapSentences(best, others, fields, result),
    ...(best.scores.length < FEW_SEEDS
      ? [
          `${seedsOf(best.scores.length)} ${best.scores.length === 1 ? 'is' : 'are'} too few to generalise.`,
        ]
      : []),
    ...(others.length > 1
      ? [
          `The best of ${ranked.length} is biased ${isLowerBetter(result) ? 'downward' : 'upward'}: re-run it with fresh seeds before reporting.`,
        ]
      : []),
  ]
}

function estimateOf({ summary, scores }: ExperimentCell, soFar: string): string {
  const { interquartileMean: iqm, interquartileMeanInterval: interval } = summary!
  if (!interval) return `${formatReturn(iqm)}${soFar} (no interval, ${seedsOf(scores.length)})`
  const { value, lower, upper } = formatWithInterval(iqm, interval)
  return `${value}${soFar} (95 % interval ${lower} to ${upper}, ${seedsOf(scores.length)})`
}

function excludedSentences(cells: readonly ExperimentCell[], result: RunResult): string[] {
  const excluded = cells.filter(({ isCandidate, summary }) => !isCandidate && summary).length
  if (excluded === 0) return []
  const why =
    result === 'stepsToThreshold'
      ? 'no run reached the threshold, runs were interrupted, or they were trained for fewer steps than others'
      : 'runs ended early'
  return [
    excluded === 1
      ? `1 configuration is excluded: ${why}.`
      : `${excluded} configurations are excluded: ${why}.`,
  ]
}

function overlapSentences(
  best: ExperimentCell,
  others: readonly ExperimentCell[],
  fields: readonly CellField[],
  result: RunResult,
): string[] {
  const interval = best.summary!.interquartileMeanInterval
  if (others.length === 0 || !interval) return []
  const reaching = others.filter(({ summary }) => {
    const other = summary!.interquartileMeanInterval
    if (other === null) return true
    return isLowerBetter(result) ? other.lower <= interval.upper : other.upper >= interval.lower
  })
  const [second] = reaching
  if (!second) return ['Its interval overlaps no other.']
  return [
    reaching.length === 1
      ? `It is not clearly better than ${cellName(fields, second.values)}; the ranking may be noise.`
      : `It is not clearly better than ${reaching.length} of the ${others.length} others; the ranking may be noise.`,
  ]
}
