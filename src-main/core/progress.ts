import { describeEnvironment } from '#shared/environments.ts'
import type { Episode, Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { FinishedEpisode } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/** Episodes in the mean that decides whether an environment is solved. */
const WINDOW = 100

/** What `Progress` holds apart from time, which the core does not know. */
export interface ProgressState extends Omit<Progress, 'wallTimeMs' | 'solvedAt'> {
  readonly solvedAt: { readonly episode: number; readonly environmentSteps: number } | null
  /** Returns and goals of the last episodes, the oldest first. */
  readonly lastReturns: readonly number[]
  readonly lastSuccesses: readonly boolean[]
}

/** Counts what was played and notices when the environment is solved. */
export interface ProgressCounter extends Saveable<ProgressState> {
  readonly current: ProgressState
  addEpisode(episode: FinishedEpisode): Episode
  /** The batch is used up: its steps, of unfinished episodes too, and one update more. */
  addUpdate(steps: number): void
  isBudgetUsed(): boolean
  /** Complete trajectories the budget still allows. */
  episodesLeft(): number
}

export function createProgressCounter({ environment, budget }: RunConfig): ProgressCounter {
  const { solvedReturn, termination } = describeEnvironment(environment.id)
  let stepsBefore = 0
  let current: ProgressState = {
    episodes: 0,
    environmentSteps: 0,
    updates: 0,
    meanReturnLast100: null,
    bestMeanReturn100: null,
    successRateLast100: null,
    solvedAt: null,
    lastReturns: [],
    lastSuccesses: [],
  }

  const isSolvedNow = () =>
    solvedReturn !== null &&
    current.episodes >= WINDOW &&
    current.meanReturnLast100! >= solvedReturn

  return {
    get current() {
      return current
    },

    addEpisode({ stepsIntoBatch, ...episode }) {
      const environmentSteps = stepsBefore + stepsIntoBatch
      const index = current.episodes
      const lastReturns = [...current.lastReturns, episode.episodeReturn].slice(-WINDOW)
      const lastSuccesses = [...current.lastSuccesses, episode.terminated].slice(-WINDOW)
      const meanReturn = mean(lastReturns)
      const isFull = lastReturns.length === WINDOW
      current = {
        ...current,
        episodes: index + 1,
        environmentSteps,
        meanReturnLast100: meanReturn,
        bestMeanReturn100: isFull
          ? Math.max(meanReturn, current.bestMeanReturn100 ?? -Infinity)
          : null,
        successRateLast100: termination === 'success' ? mean(lastSuccesses.map(Number)) : null,
        lastReturns,
        lastSuccesses,
      }
      if (current.solvedAt === null && isSolvedNow()) {
        current = { ...current, solvedAt: { episode: index, environmentSteps } }
      }
      return { index, ...episode, environmentSteps }
    },

    addUpdate(steps) {
      stepsBefore += steps
      current = { ...current, environmentSteps: stepsBefore, updates: current.updates + 1 }
    },

    isBudgetUsed() {
      if (budget.stopWhenSolved && isSolvedNow()) return true
      if ('environmentSteps' in budget) return current.environmentSteps >= budget.environmentSteps
      if ('episodes' in budget) return current.episodes >= budget.episodes
      return current.updates >= budget.updates
    },

    episodesLeft: () =>
      'episodes' in budget ? Math.max(1, budget.episodes - current.episodes) : Infinity,

    save: () => current,
    restore(state) {
      current = state
      stepsBefore = state.environmentSteps
    },
  }
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length
