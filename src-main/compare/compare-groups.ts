import { performanceProfile } from '#core/statistics/performance-profile.ts'
import type {
  ComparedGroup,
  ComparisonRequest,
  GroupComparison,
  GroupSummary,
} from '#shared/comparison.ts'
import { isLowerBetter } from '#shared/run-result.ts'
import type { Store } from '#main/store/store.ts'
import { comparePairs } from './compare-pairs.ts'
import { comparisonNotes } from './comparison-notes.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { findGroup, referencedRuns } from './find-group.ts'
import { scoreGroup, type ScoredGroup } from './score-group.ts'
import { summarizeScores } from './summarize-scores.ts'

/** Places a performance profile is computed at. */
const THRESHOLDS = 101

/** Compares groups of runs by one number a run. Yields between pieces of work of at most some 50 ms. */
export function* compareGroups(
  store: Pick<Store, 'runs'>,
  { groups: references, result, intervals, resamples }: ComparisonRequest,
  evaluations: Evaluations = new Map(),
): Generator<void, GroupComparison> {
  const all = referencedRuns(store, references)
  const scored: ScoredGroup[] = []
  for (const reference of references) {
    scored.push(yield* scoreGroup(findGroup(all, reference), result, evaluations))
  }
  const thresholds = profileThresholds(scored.flatMap(({ scores }) => scores))
  const groups: ComparedGroup[] = []
  for (const { runs: _, key, watched: __, ...group } of scored) {
    const summary = summarizeScores(group.scores, {
      ...{ key, intervals, resamples },
      limit: group.threshold?.limit ?? null,
    })
    groups.push({ ...group, summary: summary && withProfile(summary, group.scores, thresholds) })
    yield
  }
  const options = { intervals, resamples, isLowerBetter: isLowerBetter(result) }
  const pairs = yield* comparePairs(scored, options)
  const notes = comparisonNotes(scored, pairs, result)
  return { result, intervals, resamples, groups, pairs, thresholds, notes }
}

function withProfile(
  summary: Omit<GroupSummary, 'profile'>,
  scores: readonly number[],
  thresholds: readonly number[],
): GroupSummary {
  const { fraction, lower, upper } = performanceProfile(scores, thresholds)
  return { ...summary, profile: { fraction, lower, upper } }
}

/** A little further than the scores on both sides, so that profiles begin at 1 and end at 0. */
function profileThresholds(scores: readonly number[]): number[] {
  if (scores.length === 0) return []
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)]
  const margin = 0.02 * (highest - lowest) || 1
  const step = (highest - lowest + 2 * margin) / (THRESHOLDS - 1)
  return Array.from({ length: THRESHOLDS }, (_, i) => lowest - margin + i * step)
}
