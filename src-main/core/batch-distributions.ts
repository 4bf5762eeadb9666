import { MOST_COUNTED_STEPS, type BatchDistribution } from '#shared/distributions.ts'
import { histogramOf, type Histogram } from '#shared/histogram.ts'
import type { Crew } from './crew.ts'
import { actionSize, type Head } from './engines/network-shape.ts'

/** The golden ratio's fraction: its multiples spread evenly, and never in step with a batch's order. */
const SPREAD = (Math.sqrt(5) - 1) / 2

/** Histograms of the advantages and actions of a batch, over up to `MOST_COUNTED_STEPS` of its steps. */
export function* batchDistributions(
  crew: Pick<Crew, 'gather'>,
  advantages: Float64Array,
  head: Head,
): Generator<void, BatchDistribution[]> {
  const { actions } = yield* crew.gather()
  const rows = evenlySpread(advantages.length)
  const size = actionSize(head)
  const ofAdvantages = histogramOf(taken(rows, advantages, 1, 0))
  const ofActions = Array.from({ length: size }, (_, component) =>
    head.kind === 'categorical'
      ? actionCounts(actions, rows, head.actions)
      : histogramOf(taken(rows, actions, size, component)),
  )
  return [
    ...(ofAdvantages ? [{ quantity: 'advantage', component: 0, ...ofAdvantages } as const] : []),
    ...ofActions.flatMap((histogram, component) =>
      histogram ? [{ quantity: 'action', component, ...histogram } as const] : [],
    ),
  ]
}

/** All rows of so many, or an even sample of them. */
function evenlySpread(steps: number): Int32Array {
  const rows = new Int32Array(Math.min(steps, MOST_COUNTED_STEPS))
  for (let i = 0; i < rows.length; i++) {
    rows[i] = rows.length === steps ? i : Math.floor((((i + 0.5) * SPREAD) % 1) * steps)
  }
  return rows
}

/** One number of each of these rows of `size` numbers. */
function taken(rows: Int32Array, values: Float32Array | Float64Array, size: number, at: number) {
  const result = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) result[i] = values[rows[i]! * size + at]!
  return result
}

/** One bin an action. */
function actionCounts(actions: Float32Array, rows: Int32Array, count: number): Histogram {
  const counts = new Int32Array(count)
  for (let i = 0; i < rows.length; i++) counts[actions[rows[i]!]!]!++
  return { lowest: 0, width: 1, counts: Array.from(counts) }
}
