import type { ActionSpace } from '#shared/environments.ts'
import { formatNumber } from '#renderer/format/number.ts'

/** One component of the score in what the network puts out. */
export interface ScoreBar {
  readonly label: string
  readonly value: number
}

/** The components of a score with their names: a preference for every action, or means and log σ. */
export function scoreBars(space: ActionSpace, score: readonly number[]): ScoreBar[] {
  const names =
    space.kind === 'discrete'
      ? space.labels
      : [
          ...space.quantities.map(({ label }) => `mean ${label}`),
          ...space.quantities.map(({ label }) => `log σ ${label}`),
        ]
  return score.map((value, i) => ({ label: names[i] ?? `${i}`, value }))
}

/** The components of no step: all of them 0. */
export const noScore = (space: ActionSpace): readonly number[] =>
  new Array<number>(
    space.kind === 'discrete' ? space.labels.length : 2 * space.quantities.length,
  ).fill(0)

/** "With A_t = 12.3 this step pushes push left up by 0.31 × A_t", of the component that moves most. */
export function scoreSentence(bars: readonly ScoreBar[], advantage: number | null): string {
  const largest = bars.reduce<ScoreBar | null>(
    (best, bar) => (best && Math.abs(best.value) >= Math.abs(bar.value) ? best : bar),
    null,
  )
  if (!largest) return ''
  const size = formatNumber(Math.abs(largest.value), 2)
  if (advantage === null || !Number.isFinite(advantage)) {
    const direction = largest.value < 0 ? 'down' : 'up'
    return `Moves “${largest.label}” ${direction} by ${size} × advantage`
  }
  if (advantage === 0 || largest.value === 0) return 'This step moves nothing: A_t · ∇log π is 0'
  const direction = largest.value * advantage < 0 ? 'down' : 'up'
  return `Pushes “${largest.label}” ${direction}: ${size} × |Aₜ| = ${formatNumber(Math.abs(largest.value * advantage), 3)}`
}
