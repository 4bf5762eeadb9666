import { describe, expect, it } from 'vitest'
import { createRng, type Rng } from '#core/rng.ts'
import { alertDefinitions, type AlertId } from '#shared/alerts.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { StoredUpdate, UpdateMetric } from '#shared/metrics.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { findingsOf } from '#main/runs/run-findings.ts'
import type { Store } from '#main/store/store.ts'
import {
  addRun,
  openStore,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from '../store/sample-runs.ts'
import { mean, sum } from './resampling.ts'
import { criticalT } from './student.ts'

/* Every alert is found anew in the stored rows of random runs, by the rule that its definition prints. */

interface Found {
  /** Updates up to the first; null: not known. */
  readonly first: number | null
  readonly isNow: boolean
}

/** Neighbouring updates as one: where the last of them lies, and those of their values that are known. */
interface Point {
  readonly x: number
  readonly values: readonly number[]
}

interface Rows {
  readonly run: Run
  readonly updates: readonly StoredUpdate[]
  readonly returns: readonly number[]
}

/** Rows in twos, fours, … until there are at most `most`. */
function inPoints(rows: readonly (number | null)[], most: number): Point[] {
  let size = 1
  while (Math.ceil(rows.length / size) > most) size *= 2
  return range(Math.ceil(rows.length / size)).flatMap((i): Point[] => {
    const part = rows.slice(i * size, (i + 1) * size)
    const values = part.filter((value) => value !== null)
    const last = part.findLastIndex((value) => value !== null)
    return values.length === 0 ? [] : [{ x: i * size + last + 1, values }]
  })
}

const pointsOf = ({ updates }: Rows, metric: UpdateMetric) =>
  inPoints(
    updates.map((update) => update[metric]),
    512,
  )

/** The first stretch of points of at least so many updates that are all so. */
function stretch(points: readonly Point[], isSo: (point: Point) => boolean, least: number) {
  const stretches: Point[][] = [[]]
  for (const point of points) {
    if (isSo(point)) stretches.at(-1)!.push(point)
    else stretches.push([])
  }
  const isLong = (some: readonly Point[]) => sum(some.map(({ values }) => values.length)) >= least
  const first = stretches.find(isLong)
  return first ? { first: first[0]!.x, isNow: isLong(stretches.at(-1)!) } : null
}

function expectedUpdates({ run: { config, progress } }: Rows): number {
  const { budget } = config
  if ('updates' in budget) return budget.updates
  const used =
    'episodes' in budget
      ? progress.episodes / budget.episodes
      : progress.environmentSteps / budget.environmentSteps
  return progress.updates / Math.min(1, used)
}

const environmentOf = ({ run }: Rows) => describeEnvironment(run.config.environment)

/** Whether the batches’ mean return is below the threshold; where there is none, whether it is early. */
function isUnsolved(rows: Rows, early: number): (point: Point) => boolean {
  const { solvedReturn } = environmentOf(rows)
  if (solvedReturn === null) return ({ x }) => x <= early * expectedUpdates(rows)
  const returns = pointsOf(rows, 'meanReturn')
  return ({ x }) => mean(returns.find((point) => point.x >= x)!.values) < solvedReturn
}

function median(values: readonly number[]): number {
  const s = values.toSorted((a, b) => a - b)
  return (s[Math.ceil(s.length / 2) - 1]! + s[Math.floor(s.length / 2)]!) / 2
}

const rules: Record<AlertId, (rows: Rows) => Found | null> = {
  diverged: ({ run, updates }) =>
    run.status === 'diverged' ? { first: updates.length, isNow: true } : null,

  'entropy-collapse'(rows) {
    const { actionSpace } = environmentOf(rows)
    if (actionSpace.kind !== 'discrete') return null
    const most = Math.log(actionSpace.labels.length)
    const isBad = isUnsolved(rows, 1 / 5)
    const points = pointsOf(rows, 'entropy')
    return stretch(points, (at) => mean(at.values) / most < 0.02 && isBad(at), 20)
  },

  'sigma-collapse'(rows) {
    const points = pointsOf(rows, 'sigma')
    const isBad = isUnsolved(rows, 1 / 2)
    const isSo = (at: Point) => mean(at.values) < 0.05 * mean(points[0]!.values) && isBad(at)
    return stretch(points, isSo, 20)
  },

  'gradient-explosion'(rows) {
    const points = pointsOf(rows, 'gradientNorm')
    const at = points.findIndex(({ values }, i) => {
      const before = points.slice(0, i)
      const updates = sum(before.map((point) => point.values.length))
      const usual = updates < 20 ? Infinity : median(before.map((point) => mean(point.values)))
      return Math.max(...values) > 100 * usual
    })
    return at < 0 ? null : { first: points[at]!.x, isNow: at === points.length - 1 }
  },

  'no-gradient': (rows) =>
    stretch(pointsOf(rows, 'gradientNorm'), (at) => Math.max(...at.values) < 1e-8, 20),

  'large-kl': (rows) => stretch(pointsOf(rows, 'kl'), (at) => mean(at.values) > 0.1, 5),

  'clipped-actions': (rows) =>
    stretch(pointsOf(rows, 'clippedActions'), (at) => mean(at.values) > 0.5, 20),

  'useless-values'(rows) {
    const isSo = (at: Point) => mean(at.values) < 0 && at.x > expectedUpdates(rows) / 10
    return stretch(pointsOf(rows, 'explainedVariance'), isSo, 50)
  },

  stalled(rows) {
    const { run, returns } = rows
    const { budget } = run.config
    const used = 'updates' in budget ? run.progress.updates / budget.updates : 1
    if (used < 0.5 || run.progress.solvedAt) return null
    const all = inPoints(returns, 64)
    const end = returns.length
    const last = all.filter(({ x }) => x > (2 / 3) * end)
    const [x, y] = [last.map((point) => point.x), last.map(({ values }) => mean(values))]
    if (x.length < 11) return null
    const [a, b] = [mean(x), mean(y)]
    const squares = sum(x.map((at) => (at - a) ** 2))
    const slope = sum(x.map((at, i) => (at - a) * (y[i]! - b))) / squares
    const rest = sum(x.map((at, i) => (y[i]! - b - slope * (at - a)) ** 2)) / (x.length - 2)
    const most = slope + criticalT(x.length - 2) * Math.sqrt(rest / squares)
    const means = all.map(({ values }) => mean(values))
    const { solvedReturn } = environmentOf(rows)
    const wanted =
      solvedReturn === null
        ? 0.02 * (Math.max(...means) - Math.min(...means))
        : (solvedReturn - b) / 10
    return wanted > 0 && (most * end) / 3 < wanted ? { first: null, isNow: true } : null
  },
}

const pick = <T>(rng: Rng, values: readonly T[]): T =>
  values[Math.floor(rng.uniform() * values.length)]!

/** Values that change now and then from one of these sizes to another. */
function restless(rng: Rng, count: number, sizes: readonly number[]): number[] {
  let size = pick(rng, sizes)
  const change = pick(rng, [0.005, 0.03])
  return range(count).map(() => {
    if (rng.uniform() < change) size = pick(rng, sizes)
    return size * (1 + 0.3 * rng.uniform())
  })
}

/** A run whose numbers are now and then what rules warn of, as it is stored, and what the product finds in it. */
function randomRun(
  store: Store,
  index: number,
): Rows & { readonly found: Partial<Record<AlertId, Found>> } {
  const rng = createRng(index, 'random run')
  const count = pick(rng, [10, 33, 70, 151, 300, 600])
  const id = pick(rng, ['CartPole-v1', 'CliffWalking-v1', 'Pendulum-v1'] as const)
  const share = pick(rng, [0.3, 0.7, 1])
  const budget = pick(rng, [
    { updates: Math.ceil(count / share) },
    { episodes: count },
    { environmentSteps: 40 * count },
  ])
  const config = parseRunConfig({
    environment: { id },
    policy: { kind: 'mlp', hiddenSizes: [4] },
    optimizer: { kind: 'adam' },
    batch: { episodes: 4 },
    budget,
    seed: index,
  })
  // About the middle of a run that uses all of its budget.
  const falls = 0.4 + 0.15 * rng.uniform()
  const columns = {
    meanReturn: restless(rng, count, [20, 400, 490]),
    gradientNorm: restless(rng, count, pick(rng, [[1, 3, 100], [1e-9, 8e-9, 0.2], [2]])),
    kl: restless(rng, count, pick(rng, [[0.01, 0.09, 0.085], [0.02]])),
    entropy: restless(rng, count, [0.5, 0.012, 0.001]),
    explainedVariance: restless(rng, count, [0.4, -0.2]).map((value) =>
      rng.uniform() < 0.05 ? null : value,
    ),
    ...(id === 'Pendulum-v1' && {
      sigma: range(count).map((i) => (i < falls * count ? 1 : 0.049 + 0.0012 * rng.uniform())),
      clippedActions: restless(rng, count, [0.1, 0.45, 0.7]),
    }),
  }
  // Between those of a standstill and those of hope.
  const rise = pick(rng, [0, 1.2 + 1.6 * rng.uniform(), 75 + 30 * rng.uniform()])
  const noise = pick(rng, [0, 0.1, 20])
  const early = pick(rng, [0, 100])
  const returns = range(count).map((i) => {
    const learned = (early * Math.min(i, count / 4)) / count
    return 100 + learned + (rise * i) / count + noise * rng.normal()
  })
  const { id: runId } = addRun(store, config)
  store.addBatch(runId, {
    episodes: returns.map((episodeReturn, i) => sampleEpisode(i, { episodeReturn })),
    updates: range(count).map((i) =>
      sampleUpdate(
        i,
        Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]!])),
      ),
    ),
    progress: {
      ...sampleProgress,
      ...{ episodes: count, updates: count, environmentSteps: 40 * count },
      solvedAt: rng.uniform() < 0.1 ? { episode: 1, environmentSteps: 1, wallTimeMs: 1 } : null,
    },
    checkpoint: null,
  })
  const run = store.runs.setStatus(runId, rng.uniform() < 0.1 ? 'diverged' : 'completed')
  const found = findingsOf(store, run).map(
    ({ id: alert, firstUpdate: first, isNow }) => [alert, { first, isNow }] as const,
  )
  return {
    run,
    updates: store.updates.page(runId, -1, 10_000),
    returns: store.episodes.page(runId, -1, 10_000).map(({ episodeReturn }) => episodeReturn),
    found: Object.fromEntries(found),
  }
}

const RUNS = 150

describe(`in ${RUNS} random runs`, () => {
  it('every alert is found where its definition says, and nowhere else', () => {
    const seen = new Map<string, Set<boolean>>()
    const store = openStore()
    for (const index of range(RUNS)) {
      const rows = randomRun(store, index)
      for (const id of Object.keys(alertDefinitions) as AlertId[]) {
        const expected = rules[id](rows)
        expect(rows.found[id] ?? null, `${id} of run ${index}`).toEqual(expected)
        seen.set(id, (seen.get(id) ?? new Set()).add(expected !== null))
      }
    }
    for (const [id, answers] of seen) expect(answers.size, id).toBe(2)
  })
})
