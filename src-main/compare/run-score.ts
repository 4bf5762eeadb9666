import { meanHeight } from '#core/statistics/learning-curves.ts'
import type { RunResult } from '#shared/comparison.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import type { Evaluations } from './evaluate-runs.ts'

/** Points of a learning curve that stand for all of it: its area changes little with more. */
const CURVE_POINTS = 1000

/** The number a run is judged by, or why it has none. */
export function runScore(
  { id: runId, progress }: Run,
  result: RunResult,
  store: Pick<Store, 'curve'>,
  evaluations: Evaluations,
): number | string {
  if (result === 'evaluation') return evaluations.get(runId) ?? 'was not evaluated'
  const score = (() => {
    switch (result) {
      case 'meanReturnLast100':
      case 'bestMeanReturn100':
        return progress[result]
      case 'areaUnderCurve': {
        const request = { runId, metric: 'episodeReturn', x: 'environmentSteps' } as const
        const { x, mean } = store.curve({ ...request, maxPoints: CURVE_POINTS })
        return meanHeight({ x, y: mean })
      }
    }
  })()
  if (score !== null && Number.isFinite(score)) return score
  if (progress.episodes === 0) return 'has no finished episode'
  if (score !== null || progress.meanReturnLast100 === null) return 'has no finite return'
  return 'has fewer than 100 episodes'
}
