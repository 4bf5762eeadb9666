import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { evaluate } from '#core/evaluate.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { resultDefinitions, type RunResult } from '#shared/run-result.ts'
import { sweepNumberDefinitions, type SweepNumber } from '#shared/sweep-results.ts'
import { createEvaluations } from '#main/compare/evaluate-runs.ts'
import { sweepResults } from '#main/compare/sweep-results.ts'
import { summarizeEvaluation } from '#main/runs/summarize-evaluation.ts'
import { finish } from '../compare/stored-group.ts'
import { describeEnvironment } from '#shared/environments.ts'
import {
  episodesUntilSolved,
  type episodeMetrics,
  progressDefinitions,
  type StoredEpisode,
} from '#shared/metrics.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { mean, rowsByTrajectory } from './advantages.ts'
import { float64Policy } from './float64-policy.ts'
import { watchRun, type WatchedRun } from './watched-run.ts'

/* Every result of a run is computed anew from its stored episodes and updates, as its definition says. */

const engine = loadSimdEngine()

const runs = {
  'a run that is solved': {
    estimator: { normalizeAdvantages: true, gamma: 0.99 },
    policy: { kind: 'mlp' as const, hiddenSizes: [32] },
    optimizer: { kind: 'adam' as const, learningRate: 0.02 },
    batch: { episodes: 8 },
    budget: { environmentSteps: 300_000, stopWhenSolved: true },
  },
  'a run with a goal': {
    environment: { id: 'FrozenLake-v1' as const },
    policy: { kind: 'softmax-linear' as const, features: 'one-hot' as const },
    batch: { episodes: 50 },
    budget: { updates: 25 },
  },
  'fewer episodes than any window, steps beyond the last': {
    batch: { environmentSteps: 100, environments: 4 },
    budget: { updates: 2 },
  },
}

const returnsOf = (episodes: readonly StoredEpisode[]) => episodes.map((e) => e.episodeReturn)
const lastMean = ({ episodes }: WatchedRun, count: number) =>
  episodes.length === 0 ? null : mean(returnsOf(episodes.slice(-count)))
const windows = (values: readonly number[], size: number) =>
  Array.from({ length: Math.max(0, values.length - size + 1) }, (_, i) =>
    mean(values.slice(i, i + size)),
  )

const definitions: Record<keyof typeof progressDefinitions, (run: WatchedRun) => number | null> = {
  episodes: ({ episodes }) => episodes.length,
  environmentSteps: ({ updates }) => updates.at(-1)!.environmentSteps,
  updates: ({ updates }) => updates.length,
  // The clock of this test counts rows.
  wallTimeMs: ({ episodes, updates }) => episodes.length + updates.length,
  meanReturnLast100: (run) => lastMean(run, 100),
  standardErrorLast100({ episodes }) {
    const returns = returnsOf(episodes.slice(-100))
    if (returns.length < 2) return null
    const squares = returns.reduce((sum, value) => sum + (value - mean(returns)) ** 2, 0)
    return Math.sqrt(squares / (returns.length - 1)) / Math.sqrt(returns.length)
  },
  lastReturn: ({ episodes }) => episodes.at(-1)?.episodeReturn ?? null,
  meanReturnLast10: (run) => lastMean(run, 10),
  meanReturnLast1000: (run) => lastMean(run, 1000),
  bestMeanReturn100({ episodes }) {
    const found = windows(returnsOf(episodes), 100)
    return found.length === 0 ? null : Math.max(...found)
  },
  areaUnderCurve({ episodes }) {
    const steps = episodes.reduce((sum, { length }) => sum + length, 0)
    const area = episodes.reduce((sum, e) => sum + e.episodeReturn * e.length, 0)
    return steps === 0 ? null : area / steps
  },
  successRateLast100({ config, episodes }) {
    if (describeEnvironment(config.environment).termination !== 'success') return null
    const last = episodes.slice(-100)
    return last.length === 0 ? null : mean(last.map(({ terminated }) => Number(terminated)))
  },
  solvedAt({ config, episodes }) {
    const { solvedReturn } = describeEnvironment(config.environment)
    if (solvedReturn === null) return null
    const first = windows(returnsOf(episodes), 100).findIndex((m) => m >= solvedReturn)
    return first === -1 ? null : first + 100
  },
}

const ofEpisodes: Record<(typeof episodeMetrics)[number], (rewards: readonly number[]) => number> =
  {
    episodeReturn: (rewards) => rewards.reduce((sum, reward) => sum + reward, 0),
    length: (rewards) => rewards.length,
  }

/** Environment steps up to the episode with which the mean of the last 100 first reached the threshold. */
function solvedAtSteps(run: WatchedRun): number | null {
  const episode = definitions.solvedAt(run)
  return episode === null ? null : run.episodes[episode - 1]!.environmentSteps
}

/** The last policy’s most probable actions over 100 episodes, the i-th from start i. */
function evaluation({ config, shape, watched }: WatchedRun): number {
  const environment = withPolicyInput(createEnvironment(config.environment), config)
  const policy = float64Policy(shape)
  const returns = Array.from({ length: 100 }, (_, i) => {
    const rng = createRng(0, 'evaluation', i)
    const state = new Float64Array(environment.stateSize)
    const observation = new Float32Array(environment.observationSize)
    environment.reset(state, 0, rng)
    let total = 0
    while (!environment.isTerminated(state, 0) && !environment.isTruncated(state, 0)) {
      environment.observe(state, 0, observation, 0)
      const { outputs } = policy.at(watched.at(-1)!.after, observation)
      const action = Float32Array.of(outputs.indexOf(Math.max(...outputs)))
      total += environment.step(state, 0, action, 0, rng)
    }
    return total
  })
  return mean(returns)
}

const ofResults: Record<RunResult, (run: WatchedRun) => number | null> = {
  meanReturnLast100: definitions.meanReturnLast100,
  bestMeanReturn100: definitions.bestMeanReturn100,
  areaUnderCurve: definitions.areaUnderCurve,
  stepsToThreshold(run) {
    const { budget, environment } = run.config
    if (describeEnvironment(environment).solvedReturn === null) return null
    const inBudget = 'environmentSteps' in budget ? budget.environmentSteps : Infinity
    const trained = run.updates.at(-1)!.environmentSteps
    return solvedAtSteps(run) ?? Math.min(inBudget, trained)
  },
  evaluation,
}

const ofSweeps: Record<SweepNumber, (run: WatchedRun) => number | null> = {
  ...ofResults,
  solvedAtSteps,
  episodes: definitions.episodes,
  environmentSteps: definitions.environmentSteps,
  wallTimeMs: definitions.wallTimeMs,
}

/** What pages show of the run when it has ended. */
async function shownNumbers({ run, config, watched }: WatchedRun) {
  const ended = { ...run, status: 'completed' as const }
  const { network } = createPolicy(config, engine, createRng(1, 'initial-parameters'))
  network.parameters.set(watched.at(-1)!.after)
  network.parametersChanged()
  const environment = withPolicyInput(createEnvironment(config.environment), config)
  const evaluations = createEvaluations(async (request) => {
    const task = { environment, network, engine, ...request }
    return summarizeEvaluation(request, ended, watched.length, finish(evaluate(task)))
  })
  const store = { runs: { these: () => [ended] } } as never
  const numbers = Object.keys(ofSweeps) as SweepNumber[]
  const request = { runIds: [ended.id], numbers }
  const { runs: rows } = finish(sweepResults(store, request, await evaluations([ended])))
  return new Map(numbers.map((number, i) => [number, rows[0]!.numbers[i]!]))
}

describe.each(Object.entries(runs))('%s', (name, changes) => {
  const run = watchRun(exampleConfig(changes), engine)
  const stored = run.run.progress

  it.each(Object.entries(definitions))('%s', (key, recompute) => {
    const expected = recompute(run)
    const found =
      key === 'solvedAt'
        ? stored.solvedAt && episodesUntilSolved(stored.solvedAt)
        : stored[key as Exclude<keyof typeof stored, 'solvedAt'>]
    if (expected === null) expect(found).toBeNull()
    else expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected))
  })

  it('results and numbers of sweeps', async () => {
    expect(Object.keys(ofResults)).toEqual(Object.keys(resultDefinitions))
    expect(Object.keys(ofSweeps)).toEqual(Object.keys(sweepNumberDefinitions))
    const shown = await shownNumbers(run)
    for (const [number, recompute] of Object.entries(ofSweeps)) {
      const [found, expected] = [shown.get(number as SweepNumber), recompute(run)]
      if (expected === null) expect(found, number).toBeNull()
      else expect(found, number).toBeCloseTo(expected, 9)
    }
  })

  it('has the episodes that were played', () => {
    if (!('episodes' in run.config.batch)) return
    const played = run.watched.flatMap((update) =>
      rowsByTrajectory(update).map((rows) => rows.map((row) => update.rewards[row]!)),
    )
    for (const [metric, recompute] of Object.entries(ofEpisodes)) {
      const found = run.episodes.map((episode) => episode[metric as keyof typeof ofEpisodes])
      expect(found.toSorted()).toEqual(played.map(recompute).toSorted())
    }
  })

  it('has episodes that add up to it', () => {
    const played = run.watched.reduce((sum, { steps }) => sum + steps, 0)
    expect(stored.environmentSteps).toBe(played)
    if ('episodes' in run.config.batch) {
      const lengths = run.episodes.reduce((sum, { length }) => sum + length, 0)
      const rewards = run.watched.flatMap((update) => [...update.rewards])
      expect(lengths).toBe(played)
      const total = run.episodes.reduce((sum, e) => sum + e.episodeReturn, 0)
      expect(total).toBeCloseTo(
        rewards.reduce((sum, r) => sum + r, 0),
        6,
      )
    }
    if (name === 'a run that is solved') expect(stored.solvedAt).not.toBeNull()
  })
})
