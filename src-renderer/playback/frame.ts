import type { EnvironmentDescription, StateQuantity } from '#shared/environments.ts'
import type { RecordedEpisode, RecordedStep } from '#shared/recorded-episode.ts'

/** State vectors, in the order they were in. */
export type States = readonly (readonly number[])[]

/** Everything a viewer shows of one moment of an episode. */
export interface EpisodeFrame {
  readonly position: number
  readonly state: readonly number[]
  /** States up to and including this one. */
  readonly path: States
  /** All states of the episode. */
  readonly extent: States
  /** The step about to be taken; null after the last. */
  readonly step: RecordedStep | null
  /** The observation that the policy receives here, after the last step too; null if it was not recorded. */
  readonly observation: readonly number[] | null
  /** The step that led here; null at the start. */
  readonly previous: RecordedStep | null
  /** What the previous action brought; null before the first. */
  readonly lastReward: number | null
  /** Undiscounted sum of the rewards so far. */
  readonly returnSoFar: number
}

/** All states of an episode, and the sum of the rewards before each. */
interface Course {
  readonly states: States
  readonly returns: readonly number[]
}
const courses = new WeakMap<RecordedEpisode, Course>()

/** Known once for every moment: at each frame, a long episode would take too long. */
function courseOf(episode: RecordedEpisode): Course {
  const known = courses.get(episode)
  if (known) return known
  const { steps, finalState } = episode
  let sum = 0
  const course = {
    states: [...steps.map(({ state }) => state), finalState],
    returns: [0, ...steps.map(({ reward }) => (sum += reward))],
  }
  courses.set(episode, course)
  return course
}

/** All states of an episode. */
export const statesOf = (episode: RecordedEpisode): States => courseOf(episode).states

/** The moment after `position` steps of an episode. */
export function frameAt(episode: RecordedEpisode, position: number): EpisodeFrame {
  const { steps } = episode
  const { states, returns } = courseOf(episode)
  const previous = steps[position - 1] ?? null
  return {
    position,
    state: states[position]!,
    path: states.slice(0, position + 1),
    extent: states,
    step: steps[position] ?? null,
    observation: steps[position]?.observation ?? episode.finalObservation ?? null,
    previous,
    lastReward: previous?.reward ?? null,
    returnSoFar: returns[position]!,
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
