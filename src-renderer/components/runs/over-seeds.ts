import { mean, standardDeviation } from '#shared/sample.ts'
import { formatCounted, formatEstimate } from '#renderer/format/number.ts'
import type { Cell } from './columns.ts'

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
  return {
    text: spread(known, form),
    title: `Mean ± standard deviation of ${label} over ${seeds}${without}`,
  }
}

function spread(values: readonly number[], { format, isEstimate }: ResultFormat): string {
  const [center, deviation] = [mean(values), standardDeviation(values)]
  if (!isEstimate) return `${format(center)} ± ${format(deviation ?? 0)}`
  const [middle, error] = formatEstimate(center, deviation)
  return error === null ? middle : `${middle} ± ${error}`
}
