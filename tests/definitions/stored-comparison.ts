import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRng } from '#core/rng.ts'
import type { ComparisonRequest, GroupComparison, GroupCurve } from '#shared/comparison.ts'
import { comparisonRequest, groupCurvesRequest } from '#shared/comparison.ts'
import type { Progress } from '#shared/metrics.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import { compareGroups } from '#main/compare/compare-groups.ts'
import { groupCurves } from '#main/compare/group-curves.ts'
import { createStore, openDatabase, type Store } from '#main/store/store.ts'
import { finish } from '../compare/stored-group.ts'
import {
  addRun,
  createdAt,
  range,
  sampleConfig,
  sampleEpisode,
  sampleProgress,
} from '../store/sample-runs.ts'

/* Groups of runs in a real database, and what the product says of them. */

/** Where steps decide, runs are given so many. */
export const STEP_BUDGET = 5000
export const EPISODES = 20

interface Row {
  readonly seed: number
  readonly score: number | null
  readonly solvedAt?: number
  readonly status?: RunStatus
  readonly steps?: number
}

const rng = createRng(7, 'groups')
const scores = (count: number, center: number, spread: number, firstSeed = 1): Row[] =>
  range(count).map((i) => ({ seed: firstSeed + i, score: center + spread * rng.normal() }))
const tied = (values: readonly number[]): Row[] =>
  values.map((score, i) => ({ seed: i + 1, score }))

/** One, two and three runs; no spread; ties; runs that do not count; more resamples and deals than are looked at. */
export const scoredGroups: readonly (readonly Row[])[] = [
  scores(1, 10, 1),
  scores(2, 12, 3),
  [...scores(3, 15, 4), { seed: 4, score: null }, { seed: 5, score: Infinity }],
  tied([9, 9, 9]),
  tied([8, 8, 11, 14]),
  [...scores(5, 18, 3), { seed: 5, score: 1, steps: 50 }],
  scores(6, 11, 2, 4),
  scores(9, 13, 3),
  scores(11, 13, 3),
  scores(12, 15, 3),
]

const solved = (times: readonly number[]): Row[] =>
  times.map((solvedAt, i) => ({ seed: i + 1, score: 480, solvedAt }))

/** By steps to the threshold: all reach it, one does not, one diverged, some were cut off, one was watched for less. */
export const timedGroups: readonly (readonly Row[])[] = [
  solved([900, 1200, 1500, 1900]),
  [...solved([1000, 4200, 2600]), { seed: 4, score: 20 }],
  [...solved([3100, 3700]), { seed: 3, score: 9, status: 'diverged', steps: 700 }],
  [...solved([2000, 2400, 2900]), { seed: 4, score: 30, status: 'stopped', steps: 800 }],
  [...solved([500, 4600, 600]), { seed: 4, score: 30, steps: 4000 }],
]

export interface Stored {
  /** The runs of every group as the database gives them back, by seed. */
  readonly runs: readonly (readonly Run[])[]
  /** Returns of every run's episodes, one a step of the axis. */
  readonly returns: ReadonlyMap<number, readonly number[]>
  readonly compared: GroupComparison
  readonly byRliable: GroupComparison
  readonly curves: readonly GroupCurve[]
}

export function storeAndCompare(
  groups: readonly (readonly Row[])[],
  result: ComparisonRequest['result'],
): Stored {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-test-'))
  const store = createStore(openDatabase(join(folder, 'test.sqlite')))
  try {
    const ownerId = store.processes.register(process.pid, createdAt)
    const ids = groups.map((rows, place) => rows.map((row) => storeRun(store, ownerId, row, place)))
    const request = { groups: ids.map((runIds) => ({ runIds })), result }
    const compare = (intervals: ComparisonRequest['intervals']) =>
      finish(compareGroups(store, comparisonRequest.parse({ ...request, intervals })))
    const curves = groupCurvesRequest.parse({
      ...{ groups: request.groups, metric: 'episodeReturn', x: 'episodes', maxPoints: EPISODES },
    })
    const runs = ids.map((runIds) => store.runs.these(runIds))
    return {
      runs: runs.map((some) => some.toSorted((a, b) => a.config.seed - b.config.seed)),
      returns: new Map(
        ids.flat().map((id) => [id, store.episodes.page(id, -1, 1000).map((e) => e.episodeReturn)]),
      ),
      compared: compare('small-sample'),
      byRliable: compare('rliable'),
      curves: finish(groupCurves(store, curves)),
    }
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function storeRun(store: Store, ownerId: number, row: Row, place: number): number {
  const { seed, score, solvedAt, status = 'completed', steps = STEP_BUDGET } = row
  const { optimizer, ...config } = sampleConfig(seed)
  const ofGroup = parseRunConfig({
    ...config,
    optimizer: { ...optimizer, learningRate: 0.01 * (place + 1) },
    budget: { environmentSteps: STEP_BUDGET, stopWhenSolved: true },
  } as never)
  const { id } = addRun(store, ofGroup, ownerId)
  const progress: Progress = {
    ...sampleProgress,
    episodes: EPISODES,
    environmentSteps: solvedAt ?? steps,
    meanReturnLast100: score,
    solvedAt:
      solvedAt === undefined
        ? null
        : { episode: EPISODES - 1, environmentSteps: solvedAt, wallTimeMs: 1 },
  }
  const curve = createRng(seed, 'curve', place)
  const episodes = range(EPISODES).map((i) => sampleEpisode(i, { episodeReturn: curve.normal() }))
  store.addBatch(id, { episodes, updates: [], progress, checkpoint: null })
  store.runs.setStatus(id, status)
  return id
}
