import type { EnvironmentDescription, StateQuantity } from '#shared/environments.ts'
import type { RecordedEpisode, RecordedStep } from '#shared/recorded-episode.ts'

/** Everything a viewer shows of one moment of an episode. */
export interface EpisodeFrame {
  readonly position: number
  readonly state: readonly number[]
  /** States up to and including this one. */
  readonly path: readonly (readonly number[])[]
  /** The step about to be taken; null after the last. */
  readonly step: RecordedStep | null
  /** The step that led here; null at the start. */
  readonly previous: RecordedStep | null
  /** What the previous action brought; null before the first. */
  readonly lastReward: number | null
  /** Undiscounted sum of the rewards so far. */
  readonly returnSoFar: number
}

/** The moment after `position` steps of an episode. */
export function frameAt(episode: RecordedEpisode, position: number): EpisodeFrame {
  const { steps, finalState } = episode
  const taken = steps.slice(0, position)
  const step = steps[position] ?? null
  const state = step?.state ?? finalState
  return {
    position,
    state,
    path: [...taken.map((step) => step.state), state],
    step,
    previous: taken.at(-1) ?? null,
    lastReward: taken.at(-1)?.reward ?? null,
    returnSoFar: taken.reduce((sum, { reward }) => sum + reward, 0),
  }
}

/** How an episode ended, in words of its environment. */
export function endingOf(
  episode: Pick<RecordedEpisode, 'terminated' | 'truncated' | 'steps'>,
  { termination, maxEpisodeSteps }: EnvironmentDescription,
): string {
  if (episode.terminated) {
    const { length } = episode.steps
    const after = `after ${length} ${length === 1 ? 'step' : 'steps'}`
    switch (termination) {
      case 'success':
        return `Terminated: goal reached ${after}`
      case 'failure':
        return `Terminated: failed ${after}`
      default:
        return `Terminated ${after}`
    }
  }
  if (episode.truncated) return `Truncated: time limit of ${maxEpisodeSteps} steps`
  return `Ended after ${episode.steps.length} steps`
}

/** "cart position 0.12 m, …": numbers with their names, as a screen reader should hear them. */
export function inWords(quantities: readonly StateQuantity[], numbers: readonly number[]): string {
  return quantities
    .map(({ label, unit, values }, i) => {
      // An index has no decimals.
      const number = (numbers[i] ?? 0).toFixed(values === undefined ? 2 : 0)
      return `${label} ${number}${unit ? ` ${unit}` : ''}`
    })
    .join(', ')
}
