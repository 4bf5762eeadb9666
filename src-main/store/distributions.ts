import {
  keptStride,
  type Distribution,
  type DistributionRequest,
  type StoredDistribution,
  type TrainingQuantity,
} from '#shared/distributions.ts'
import { commonBins, rebinned, type Histogram } from '#shared/histogram.ts'
import type { Db } from './database.ts'
import { horizontalAxes } from '#shared/metrics.ts'
import { rowAxis, rowSources } from './row-sources.ts'

interface Row {
  update_index: number
  quantity: TrainingQuantity
  component: number
  lowest: number
  width: number
  counts_json: string
}
/** A row with where its update lies on an axis. */
type PlacedRow = Row & { x: number }

const toHistogram = ({ lowest, width, counts_json }: Row): Histogram => ({
  lowest,
  width,
  counts: JSON.parse(counts_json),
})

/** Histograms that training keeps of some updates. */
export function createDistributionStore(db: Db) {
  // Replaced: a run that goes on from an earlier update comes to the same one again.
  const insert = db.prepare(
    `INSERT OR REPLACE INTO distributions
       (run_id, quantity, component, update_index, lowest, width, counts_json)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const thin = db.prepare<[number, number]>(
    `DELETE FROM distributions WHERE run_id = ? AND update_index % ? <> 0`,
  )
  const select = db.prepare<[number], Row>(
    `SELECT * FROM distributions WHERE run_id = ? ORDER BY update_index, quantity, component`,
  )
  const selectUpdates = db
    .prepare<[number], number>(
      `SELECT coalesce(max(update_index) + 1, 0) FROM updates WHERE run_id = ?`,
    )
    .pluck()
  const selectPlaced = Object.fromEntries(
    horizontalAxes.map((axis) => [
      axis,
      db.prepare<[number, TrainingQuantity, number], PlacedRow>(
        `SELECT distributions.*, ${rowAxis(rowSources.updates, axis)} AS x
         FROM distributions JOIN updates USING (run_id, update_index)
         WHERE run_id = ? AND quantity = ? AND component = ?
         ORDER BY update_index`,
      ),
    ]),
  )

  return {
    /** Of a run that has grown longer, every other one goes. */
    add(runId: number, distributions: readonly StoredDistribution[]): void {
      if (distributions.length === 0) return
      for (const { quantity, component, update, lowest, width, counts } of distributions) {
        insert.run(runId, quantity, component, update, lowest, width, JSON.stringify(counts))
      }
      thin.run(runId, keptStride(distributions.at(-1)!.update + 1))
    },

    list: (runId: number): StoredDistribution[] =>
      select.all(runId).map((row) => ({
        update: row.update_index,
        quantity: row.quantity,
        component: row.component,
        ...toHistogram(row),
      })),

    over(
      { runId, component, x, from = -Infinity, to = Infinity }: DistributionRequest,
      quantity: TrainingQuantity,
    ): Distribution {
      const placed = selectPlaced[x]!.all(runId, quantity, component)
      const columns = placed
        .map((row, i) => ({ row, start: placed[i - 1]?.x ?? 0, end: row.x }))
        .filter(({ start, end }) => end >= from && start <= to)
      const histograms = columns.map(({ row }) => toHistogram(row))
      const bins = commonBins(histograms)
      return {
        starts: columns.map(({ start }) => start),
        ends: columns.map(({ end }) => end),
        lowest: bins?.lowest ?? 0,
        width: bins?.width ?? 1,
        counts: bins ? histograms.map((histogram) => rebinned(histogram, bins)) : [],
        counted: placed.length,
        of: selectUpdates.get(runId)!,
      }
    },
  }
}
