import type { ComparedGroup, EarlyRun } from '#shared/comparison.ts'
import type { RunResult } from '#shared/run-result.ts'
import type { Run } from '#shared/run.ts'
import { resamplingKey } from './canonical-runs.ts'
import { earlyRun } from './early-run.ts'
import type { Evaluations } from './evaluate-runs.ts'
import type { FoundGroup } from './find-group.ts'
import {
  commonLimit,
  reachedBy,
  runScore,
  stepsToThreshold,
  type WatchedSteps,
} from './run-score.ts'

/** A group whose runs are scored but not yet summarized. */
export interface ScoredGroup extends Omit<ComparedGroup, 'summary'> {
  /** The runs that have a score, in the order of the scores. */
  readonly runs: readonly Run[]
  /** Names what is resampled, so that the same runs get the same draws. */
  readonly key: string
  /** When each of these runs reached the threshold, if that is their score. */
  readonly watched: readonly WatchedSteps[] | null
}

/** Scores the runs of a group. Runs without a finite score are left out, with the reason. Yields between runs. */
export function* scoreGroup(
  found: FoundGroup,
  result: RunResult,
  evaluations: Evaluations = new Map(),
): Generator<void, ScoredGroup> {
  const leftOut = [...found.leftOut]
  const counted: { run: Run; score: number }[] = []
  for (const run of found.runs) {
    const score = runScore(run, result, evaluations)
    if (typeof score === 'string') leftOut.push({ runId: run.id, reason: score })
    else counted.push({ run, score })
    yield
  }
  const runs = counted.map(({ run }) => run)
  const watched =
    result === 'stepsToThreshold' ? runs.map((run) => stepsToThreshold(run) as WatchedSteps) : null
  const limit = watched && commonLimit(watched)
  return {
    configHash: found.configHash,
    runIds: runs.map(({ id }) => id),
    seeds: runs.map(({ config }) => config.seed),
    scores: counted.map(({ score }) => Math.min(score, limit ?? Infinity)),
    leftOut,
    endedEarly: found.runs.flatMap((run): readonly EarlyRun[] =>
      result === 'stepsToThreshold' && run.progress.solvedAt ? [] : (earlyRun(run) ?? []),
    ),
    shortWindows: runs.flatMap(({ id: runId, progress: { episodes } }) =>
      result === 'meanReturnLast100' && episodes < 100 ? [{ runId, episodes }] : [],
    ),
    threshold: watched && {
      limit,
      reached: reachedBy(watched, limit),
    },
    runs,
    key: resamplingKey(runs),
    watched,
  }
}
