import { describe, expect, it } from 'vitest'
import { describeEnvironment } from '#shared/environments.ts'
import { episodesUntilSolved, progressDefinitions, type StoredEpisode } from '#shared/metrics.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { mean } from './advantages.ts'
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
