import { mean, standardDeviation } from '#shared/sample.ts'
import { formatCounted, formatEstimate } from '#renderer/format/number.ts'
import type { Cell } from './cell.ts'

export interface ResultFormat {
  readonly label: string
  readonly format: (value: number) => string
  /** A real number, shown as far as its spread says the digits mean anything. */
  readonly isEstimate: boolean
}

/** Mean ± standard deviation over the seeds that have the number, and in words what that is. */
export function overSeeds(values: readonly (number | null)[], form: ResultFormat): Cell {
  const { label, format } = form
  const known = values.filter((value) => value !== null)
  const seeds = formatCounted(known.length, 'seed')
  const left = values.length - known.length
  const without = left > 0 ? `; ${formatCounted(left, 'seed')} without it` : ''
  if (known.length === 0) return { text: '–', title: 'No seed has it' }
  if (known.length === 1) {
    return { text: format(known[0]!), title: `${label} of the one seed that has it${without}` }
  }
  const [text, deviation] = spread(known, form)
  return {
    text,
    title: `Mean ± standard deviation of ${label} over ${seeds}: ${deviation}${without}`,
  }
}

/** What there is room for, and all of it: of large counts the mean alone is shown. */
function spread(values: readonly number[], { format, isEstimate }: ResultFormat): [string, string] {
  const [center, deviation] = [mean(values), standardDeviation(values)]
  if (!isEstimate) return [format(center), `${format(center)} ± ${format(deviation ?? 0)}`]
  const [middle, error] = formatEstimate(center, deviation)
  const text = error === null ? middle : `${middle} ± ${error}`
  return [text, text]
}
