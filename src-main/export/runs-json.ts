import { describeAlert, type Alert } from '#shared/alerts.ts'
import type { ExportPart } from '#shared/api.ts'
import type { StoredDistribution } from '#shared/distributions.ts'
import type { StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { Recording } from '#shared/recording.ts'
import type { RunHistory } from '#shared/run-history.ts'
import type { Experiment } from '#shared/experiment.ts'
import type { Run } from '#shared/run.ts'
import { alertsOf } from '#main/runs/alerts.ts'
import type { Store } from '#main/store/store.ts'
import { formatCursor, parseCursor, type Cursor } from './cursor.ts'

/** An experiment stands in front of its runs. */
const head = (experiment: Experiment | null): string =>
  `{"format":"reinforce-workbench-runs","version":1,${
    experiment ? `"experiment":${JSON.stringify(experiment)},` : ''
  }"runs":[`
const TAIL = '\n]}\n'

/** A run's own fields, left open for the rows that follow. */
const openRun = (
  run: Run,
  history: RunHistory,
  alerts: readonly Alert[],
  distributions: readonly StoredDistribution[],
  recordings: readonly Recording[],
): string =>
  `${JSON.stringify({ ...run, ...history, alerts: alerts.map(describeAlert), distributions, recordings }).slice(0, -1)},"episodes":[`

/** A row as JSON. `nonFinite` names its numbers that are not finite: `{"kl":"Infinity"}`. */
function rowJson(row: StoredEpisode | StoredUpdate): string {
  const nonFinite = Object.entries(row).filter(
    ([, value]) => typeof value === 'number' && !Number.isFinite(value),
  )
  if (nonFinite.length === 0) return JSON.stringify(row)
  const names = Object.fromEntries(nonFinite.map(([name, value]) => [name, String(value)]))
  return JSON.stringify({ ...row, nonFinite: names })
}

const START: Cursor = { position: 0, section: 'episodes', afterIndex: -1, rows: null }

/**
 * Returns the next part of one JSON document with everything the runs hold; the parts together are
 * valid JSON. A run in training is exported as it is when its turn comes, with as many rows as its
 * progress says. JSON has neither NaN nor infinity: both become null, and `nonFinite` of the row says
 * which they were.
 */
export function runsJsonPart(
  store: Store,
  runIds: readonly number[],
  experiment: Experiment | null,
  cursor: string | null,
  rowsPerPart: number,
): ExportPart {
  let text = cursor === null ? head(experiment) : ''
  let {
    position,
    section,
    afterIndex,
    rows: known,
  } = cursor === null ? START : parseCursor(cursor, runIds.length)
  let wanted = rowsPerPart

  while (position < runIds.length) {
    if (wanted <= 0)
      return { text, next: formatCursor({ position, section, afterIndex, rows: known }) }
    const runId = runIds[position]!
    const run = store.runs.get(runId)
    known ??= run.progress
    if (section === 'episodes' && afterIndex === -1) {
      text += `${position === 0 ? '' : ','}\n${openRun(run, store.history(runId), alertsOf(store, runId), store.distributions(runId), store.recordings.list(runId))}`
    }
    const limit = Math.min(wanted, Math.max(0, known[section] - afterIndex - 1))
    const rows = store[section].page(runId, afterIndex, limit)
    for (const row of rows) {
      text += `${afterIndex === -1 ? '' : ','}\n${rowJson(row)}`
      afterIndex = row.index
    }
    // A run without rows counts too: a part must not hold thousands of them.
    const complete = rows.length < wanted || afterIndex + 1 === known[section]
    wanted -= Math.max(1, rows.length)
    if (!complete) continue
    afterIndex = -1
    if (section === 'episodes') {
      text += '],"updates":['
      section = 'updates'
    } else {
      text += ']}'
      section = 'episodes'
      position += 1
      known = null
    }
  }
  return { text: text + TAIL, next: null }
}
