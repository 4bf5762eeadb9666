import {
  fewestTrajectories,
  gaugeComponents,
  scoreGaugeLimit,
  type GaugeReport,
} from '#shared/score-gauge.ts'
import type { Store } from '#main/store/store.ts'

const UPDATES = 1000

/** How the gauge of a run did, over its last thousand updates. */
export function scoreGaugeReport(store: Store, runId: number): GaugeReport {
  const { config, progress } = store.runs.get(runId)
  const components = gaugeComponents(config)
  // One more, to know how many episodes finished in the first.
  const before = Math.max(-1, progress.updates - UPDATES - 2)
  const rows = store.updates.page(runId, before, UPDATES + 1)
  const limits = new Map<number, number>()
  let [updates, exceeding] = [0, 0]
  let largest: number | null = null
  rows.forEach(({ index, episodes, scoreGauge }, i) => {
    if (scoreGauge === null || index < progress.updates - UPDATES) return
    const trajectories = fewestTrajectories(config, episodes - (rows[i - 1]?.episodes ?? 0))
    const limit = limits.get(trajectories) ?? scoreGaugeLimit(components, trajectories)
    limits.set(trajectories, limit)
    updates += 1
    if (scoreGauge > limit) exceeding += 1
    largest = Math.max(largest ?? 0, scoreGauge)
  })
  return { updates, exceeding, largest }
}
