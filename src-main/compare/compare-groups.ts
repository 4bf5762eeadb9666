import { bootstrapOne } from '#core/statistics/bootstrap.ts'
import { holmAdjusted } from '#core/statistics/holm.ts'
import { interquartileMean, mean, median, standardDeviation } from '#core/statistics/location.ts'
import { performanceProfile } from '#core/statistics/performance-profile.ts'
import { permutationTest } from '#core/statistics/permutation-test.ts'
import {
  improvementInterval,
  probabilityOfImprovement,
} from '#core/statistics/probability-of-improvement.ts'
import { welchTest } from '#core/statistics/welch-test.ts'
import { createRng } from '#core/rng.ts'
import type {
  ComparedGroup,
  ComparedPair,
  ComparisonRequest,
  GroupComparison,
  GroupSummary,
} from '#shared/comparison.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { comparisonNotes } from './comparison-notes.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { findGroup, referencedRuns, type FoundGroup } from './find-group.ts'
import { runScore } from './run-score.ts'

/** Places a performance profile is computed at. */
const THRESHOLDS = 101
/** The same runs have the same intervals, today and in a paper's supplement. */
const SEED = 0

/** Compares groups of runs by one number a run. Yields between pieces of work of at most some 50 ms. */
export function* compareGroups(
  store: Pick<Store, 'runs'>,
  { groups: references, result, resamples }: ComparisonRequest,
  evaluations: Evaluations = new Map(),
): Generator<void, GroupComparison> {
  const all = referencedRuns(store, references)
  const found = references.map((reference) => findGroup(all, reference))
  const scored: Omit<ComparedGroup, 'summary'>[] = []
  for (const group of found) {
    scored.push(yield* scoreGroup(group, (run) => runScore(run, result, evaluations)))
  }
  const thresholds = profileThresholds(scored.flatMap(({ scores }) => scores))

  const groups: ComparedGroup[] = []
  for (const [i, group] of scored.entries()) {
    groups.push({ ...group, summary: yield* summarize(group.scores, thresholds, i, resamples) })
  }
  const pairs = adjust(yield* comparePairs(groups, resamples))
  const members = groups.map(({ runIds }, i) =>
    found[i]!.runs.filter(({ id }) => runIds.includes(id)),
  )
  const notes = comparisonNotes(groups, members, result)
  return { result, resamples, groups, pairs, thresholds, notes }
}

function* scoreGroup(
  { configHash, runs, leftOut: repeated }: FoundGroup,
  scoreOf: (run: Run) => number | string,
): Generator<void, Omit<ComparedGroup, 'summary'>> {
  const leftOut = [...repeated]
  const runIds: number[] = []
  const seeds: number[] = []
  const scores: number[] = []
  for (const run of runs) {
    const score = scoreOf(run)
    if (typeof score === 'string') leftOut.push({ runId: run.id, reason: score })
    else {
      runIds.push(run.id)
      seeds.push(run.config.seed)
      scores.push(score)
    }
    yield
  }
  return { configHash, runIds, seeds, scores, leftOut }
}

function* summarize(
  scores: readonly number[],
  thresholds: readonly number[],
  index: number,
  resamples: number,
): Generator<void, GroupSummary | null> {
  if (scores.length === 0) return null
  const options = (purpose: string) => ({ rng: createRng(SEED, purpose, index), resamples })
  const interquartileMeanInterval =
    scores.length > 1 ? bootstrapOne(scores, interquartileMean, options('location')) : null
  yield
  const { fraction, lower, upper } = performanceProfile(scores, thresholds, options('profile'))
  yield
  return {
    mean: mean(scores),
    standardDeviation: standardDeviation(scores),
    median: median(scores),
    interquartileMean: interquartileMean(scores),
    interquartileMeanInterval,
    profile: { fraction, lower, upper },
  }
}

/** A little further than the scores on both sides, so that profiles begin at 1 and end at 0. */
function profileThresholds(scores: readonly number[]): number[] {
  if (scores.length === 0) return []
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)]
  const margin = 0.02 * (highest - lowest) || 1
  const step = (highest - lowest + 2 * margin) / (THRESHOLDS - 1)
  return Array.from({ length: THRESHOLDS }, (_, i) => lowest - margin + i * step)
}

function* comparePairs(
  groups: readonly ComparedGroup[],
  resamples: number,
): Generator<void, ComparedPair[]> {
  const pairs: ComparedPair[] = []
  for (const [i, a] of groups.entries()) {
    for (const [j, b] of groups.entries()) {
      if (j <= i || a.scores.length === 0 || b.scores.length === 0) continue
      const isAhead = probabilityOfImprovement(a.scores, b.scores) >= 0.5
      const [first, second] = isAhead ? [i, j] : [j, i]
      pairs.push(comparePair(groups, first, second, pairs.length, resamples))
      yield
    }
  }
  return pairs
}

function comparePair(
  groups: readonly ComparedGroup[],
  first: number,
  second: number,
  index: number,
  resamples: number,
): ComparedPair {
  const x = groups[first]!.scores
  const y = groups[second]!.scores
  const welch = welchTest(x, y)
  const rng = createRng(SEED, 'improvement', index)
  const permutation = permutationTest(x, y, createRng(SEED, 'permutation', index))
  return {
    first,
    second,
    probabilityOfImprovement: probabilityOfImprovement(x, y),
    improvementInterval:
      x.length > 1 && y.length > 1 ? improvementInterval(x, y, { rng, resamples }) : null,
    difference: mean(x) - mean(y),
    differenceInterval: welch?.interval ?? null,
    welch: welch && { t: welch.t, degreesOfFreedom: welch.freedom, p: welch.p, adjustedP: welch.p },
    permutation: { ...permutation, adjustedP: permutation.p },
  }
}

/** The pairs with p values adjusted for there being several of them. */
function adjust(pairs: readonly ComparedPair[]): ComparedPair[] {
  const tested = pairs.filter(({ welch }) => welch !== null)
  const ofWelch = holmAdjusted(tested.map(({ welch }) => welch!.p))
  const ofPermutation = holmAdjusted(pairs.map(({ permutation }) => permutation.p))
  return pairs.map((pair, i) => ({
    ...pair,
    welch: pair.welch && { ...pair.welch, adjustedP: ofWelch[tested.indexOf(pair)]! },
    permutation: { ...pair.permutation, adjustedP: ofPermutation[i]! },
  }))
}
