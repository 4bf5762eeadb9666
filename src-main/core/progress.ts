import { describeEnvironment } from '#shared/environments.ts'
import type { Episode, Progress } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { shareOfBudget } from '#shared/run.ts'
import type { FinishedEpisode } from './sampler.ts'
import type { Saveable } from './saveable.ts'

/** Episodes in the mean that decides whether an environment is solved. */
const WINDOW = 100

/** What `Progress` holds apart from time, which the core does not know, and what is asked for rarely. */
export interface ProgressCounts extends Omit<
  Progress,
  'wallTimeMs' | 'solvedAt' | 'standardErrorLast100'
> {
  readonly solvedAt: { readonly episode: number; readonly environmentSteps: number } | null
}

export interface ProgressState extends ProgressCounts {
  /** Returns and goals of the last episodes, the oldest first. */
  readonly lastReturns: readonly number[]
  readonly lastSuccesses: readonly boolean[]
}

/** Counts what was played and notices when the environment is solved. */
export interface ProgressCounter extends Saveable<ProgressState> {
  readonly current: ProgressCounts
  /** Of the mean of the last returns; computed anew at each call. */
  standardErrorLast100(): number | null
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
  /** Returns and goals of the last episodes, the oldest first. */
  let lastReturns: number[] = []
  let lastSuccesses: number[] = []
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

    standardErrorLast100: () => standardError(lastReturns),

    addEpisode({ stepsIntoBatch, ...episode }) {
      const environmentSteps = stepsBefore + stepsIntoBatch
      const index = current.episodes
      lastReturns.push(episode.episodeReturn)
      lastSuccesses.push(Number(episode.terminated))
      if (lastReturns.length > WINDOW) {
        lastReturns.shift()
        lastSuccesses.shift()
      }
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
      lastReturns: lastReturns.slice(),
      lastSuccesses: lastSuccesses.map(Boolean),
    }),
    restore(state) {
      const { lastReturns: returns, lastSuccesses: successes, ...counts } = state
      current = counts
      lastReturns = returns.slice()
      lastSuccesses = successes.map(Number)
      stepsBefore = state.environmentSteps
    },
  }
}

function mean(values: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** s/√n with s² = Σ(x − x̄)²/(n − 1); null for fewer than two values. */
function standardError(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const center = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}
