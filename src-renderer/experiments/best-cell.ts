import { activeCount } from '#shared/experiment-summary.ts'
import type { ExperimentCell } from '#shared/experiment.ts'
import { formatReturn, formatWithInterval } from '#renderer/format/number.ts'
import { cellName, rankedCells, type CellField } from './cells.ts'

/** Fewer seeds than this tell little of the next one. */
const FEW_SEEDS = 5

const seedsOf = (count: number) => `${count} seed${count === 1 ? '' : 's'}`

/**
 * Which cell has the highest interquartile mean, in sentences that say how far that can be believed: by how
 * many seeds, whose intervals overlap, and that the best of many flatters itself.
 */
export function bestCellSentences(
  cells: readonly ExperimentCell[],
  fields: readonly CellField[],
): string[] {
  const ranked = rankedCells(cells)
  const [best] = ranked
  if (!best) return ['No configuration has this result yet.']
  const { interquartileMean: iqm, interquartileMeanInterval: interval } = best.summary!
  const seeds = best.scores.length
  const name = cellName(fields, best.values)
  const isRunning = cells.some(({ statuses }) => activeCount(statuses) > 0)
  const soFar = isRunning ? ' so far' : ''
  const sentences: string[] = []

  if (!interval) {
    sentences.push(
      ranked.length > 1
        ? `${name} has the highest result${soFar}, ${formatReturn(iqm)}, of one seed: it says nothing of others.`
        : `${name} has ${formatReturn(iqm)}${soFar}, of one seed: it says nothing of others.`,
    )
    return sentences
  }
  const { value, lower, upper } = formatWithInterval(iqm, interval)
  const estimate = `${value}${soFar} (95 % interval ${lower} to ${upper}, ${seedsOf(seeds)})`
  if (ranked.length === 1) return [`${name} has an IQM of ${estimate}.`]
  sentences.push(`${name} has the highest IQM, ${estimate}.`)

  const others = ranked.slice(1)
  const reaching = others.filter(({ summary }) => {
    const other = summary!.interquartileMeanInterval
    return other === null || other.upper >= interval.lower
  })
  const [second] = reaching
  if (second && reaching.length === 1) {
    sentences.push(
      `The interval of ${cellName(fields, second.values)} overlaps it: their order may be chance.`,
    )
  } else if (second) {
    sentences.push(
      `The intervals of ${reaching.length} of the ${others.length} others overlap it: their order may be chance.`,
    )
  } else {
    sentences.push('No other interval overlaps it.')
  }
  if (seeds < FEW_SEEDS) sentences.push(`${seedsOf(seeds)} tell little of the next one.`)
  if (others.length > 1) {
    sentences.push(
      `As the best of ${ranked.length} it is likely to be flattered; train it with new seeds before you report it.`,
    )
  }
  return sentences
}
