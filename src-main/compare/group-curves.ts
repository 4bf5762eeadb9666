import {
  aggregateCurves,
  commonGrid,
  interpolate,
  type CurvePoints,
} from '#core/statistics/learning-curves.ts'
import { interquartileMean, mean, median, type Statistic } from '#core/statistics/location.ts'
import { movingMean } from '#shared/figure/curve-series.ts'
import type { GroupCurve, GroupCurvesRequest, Location } from '#shared/comparison.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { keyedRng, resamplingKey } from './canonical-runs.ts'
import { findGroup, referencedRuns } from './find-group.ts'

const statistics: Readonly<Record<Location, Statistic>> = { mean, median, interquartileMean }

/** Enough for a bucket of its full length left of a part: lines between points begin there. */
const ROWS_BEFORE = 64

/** A run's curve, averaged or not, and as it is. */
interface RunCurve extends CurvePoints {
  readonly runId: number
  readonly raw: CurvePoints
}

/** One curve a group, aggregated beside the data. Runs without a point yet are left out. */
export function* groupCurves(
  store: Pick<Store, 'runs' | 'curve'>,
  {
    groups,
    metric,
    x,
    location,
    afterEnd,
    maxPoints,
    from,
    to,
    members: wantsMembers,
    window,
    resamples,
  }: GroupCurvesRequest,
): Generator<void, GroupCurve[]> {
  const all = referencedRuns(store, groups)
  const before = Math.max(ROWS_BEFORE, window)
  const statistic = statistics[location]
  const result: GroupCurve[] = []
  for (const reference of groups) {
    const curves: RunCurve[] = []
    const drawn: Run[] = []
    let rowsPerPoint = 0
    for (const run of findGroup(all, reference).runs) {
      const { id: runId } = run
      const curve = store.curve({ runId, metric, x, maxPoints, from, to, before })
      for (const count of curve.count) rowsPerPoint = Math.max(rowsPerPoint, count)
      if (curve.x.length > 0) {
        const y = window > 1 ? movingMean(curve, window) : curve.mean
        drawn.push(run)
        curves.push({ runId, x: curve.x, y, raw: { x: curve.x, y: curve.mean } })
      }
      yield
    }
    const grid = commonGrid(curves, maxPoints, afterEnd, from, to)
    const options = { rng: keyedRng('curves', resamplingKey(drawn)), resamples }
    const aggregated = yield* aggregateCurves(curves, grid, afterEnd, statistic, options)
    const members = (wantsMembers ? curves : []).map((curve) => ({
      runId: curve.runId,
      value: grid.map((at) => interpolate(curve, at, afterEnd)),
    }))
    const raw = grid.map((at) =>
      statistic(curves.map((curve) => interpolate(curve.raw, at, afterEnd))),
    )
    result.push({
      ...aggregated,
      raw: window > 1 ? raw : null,
      runs: curves.length,
      members,
      rowsPerPoint,
    })
  }
  return result
}
