import { describeEnvironment } from '#shared/environments.ts'
import type { Episode, Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { shareOfBudget } from '#shared/run.ts'
import { createRecentReturns } from './recent-returns.ts'
import type { FinishedEpisode } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/** Episodes in the mean that decides whether an environment is solved. */
const WINDOW = 100
/** Episodes in the widest mean that is told. */
const WIDEST_WINDOW = 1000

/** What is computed only when it is asked for. */
export type ProgressResults = Pick<
  Progress,
  | 'standardErrorLast100'
  | 'lastReturn'
  | 'meanReturnLast10'
  | 'meanReturnLast1000'
  | 'areaUnderCurve'
>

/** What `Progress` holds apart from time, which the core does not know, and what is asked for rarely. */
export interface ProgressCounts extends Omit<
  Progress,
  'wallTimeMs' | 'solvedAt' | keyof ProgressResults
> {
  readonly solvedAt: { readonly episode: number; readonly environmentSteps: number } | null
}

export interface ProgressState extends ProgressCounts {
  /** Returns of the last 1000 episodes and goals of the last 100, the oldest first. */
  readonly lastReturns: readonly number[]
  readonly lastSuccesses: readonly boolean[]
  /** Σ R·T and Σ T over all finished episodes. */
  readonly area: number
  readonly areaSteps: number
}

/** Counts what was played and notices when the environment is solved. */
export interface ProgressCounter extends Saveable<ProgressState> {
  readonly current: ProgressCounts
  /** Computed anew at each call. */
  results(): ProgressResults
  addEpisode(episode: FinishedEpisode): Episode
  /** The batch is used up: its steps, of unfinished episodes too, and one update more. */
  addUpdate(steps: number): void
  isBudgetUsed(): boolean
  /** Share of the budget that is used, from 0 to 1. */
  budgetUsed(): number
  /** Complete trajectories the budget still allows. */
  episodesLeft(): number
}

export function createProgressCounter({ environment, budget }: RunConfig): ProgressCounter {
  const { solvedReturn, termination } = describeEnvironment(environment)
  let stepsBefore = 0
  const returns = createRecentReturns(WIDEST_WINDOW)
  /** Goals of the last episodes, the oldest first. */
  let lastSuccesses: number[] = []
  let area = 0
  let areaSteps = 0
  let current: ProgressCounts = {
    episodes: 0,
    environmentSteps: 0,
    updates: 0,
    meanReturnLast100: null,
    bestMeanReturn100: null,
    successRateLast100: null,
    solvedAt: null,
  }

  const budgetUsed = () => shareOfBudget(budget, current)
  const isSolvedNow = () =>
    solvedReturn !== null &&
    current.episodes >= WINDOW &&
    current.meanReturnLast100! >= solvedReturn

  return {
    get current() {
      return current
    },

    results: () => ({
      standardErrorLast100: returns.standardError(WINDOW),
      lastReturn: returns.mean(1),
      meanReturnLast10: returns.mean(10),
      meanReturnLast1000: returns.mean(WIDEST_WINDOW),
      areaUnderCurve: areaSteps === 0 ? null : area / areaSteps,
    }),

    addEpisode({ stepsIntoBatch, ...episode }) {
      const environmentSteps = stepsBefore + stepsIntoBatch
      const index = current.episodes
      returns.add(episode.episodeReturn)
      lastSuccesses.push(Number(episode.terminated))
      if (lastSuccesses.length > WINDOW) lastSuccesses.shift()
      area += episode.episodeReturn * episode.length
      areaSteps += episode.length
      const meanReturn = returns.mean(WINDOW)!
      const isFull = index + 1 >= WINDOW
      current = {
        ...current,
        episodes: index + 1,
        environmentSteps,
        meanReturnLast100: meanReturn,
        bestMeanReturn100: isFull
          ? Math.max(meanReturn, current.bestMeanReturn100 ?? -Infinity)
          : null,
        successRateLast100: termination === 'success' ? mean(lastSuccesses) : null,
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

    isBudgetUsed: () => (budget.stopWhenSolved && isSolvedNow()) || budgetUsed() >= 1,
    budgetUsed,

    episodesLeft: () =>
      'episodes' in budget ? Math.max(1, budget.episodes - current.episodes) : Infinity,

    save: () => ({
      ...current,
      lastReturns: returns.save(),
      lastSuccesses: lastSuccesses.map(Boolean),
      area,
      areaSteps,
    }),
    restore(state) {
      const {
        lastReturns,
        lastSuccesses: successes,
        area: sum,
        areaSteps: steps,
        ...counts
      } = state
      current = counts
      returns.restore(lastReturns)
      lastSuccesses = successes.map(Number)
      area = sum
      areaSteps = steps
      stepsBefore = state.environmentSteps
    },
  }
}

function mean(values: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
