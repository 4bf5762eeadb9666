import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { methods, type MethodName } from '#shared/api.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import { createRng } from '#shared/rng.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { fitting, type KnownFields } from '../robustness/calls/arbitrary-json.ts'
import { openBackend } from '../runs/test-backend.ts'
import {
  addRows,
  addRun,
  createdAt,
  range,
  sampleConfig,
  temporaryFolder,
} from '../store/sample-runs.ts'

/*
 * A run that is deleted, or hidden until all of an import or a start is stored, is to every call one that never
 * was. This holds for whatever method names runs, so a new one is tried without being listed here.
 */

const [SEEN, HIDDEN, TRASHED] = [1, 2, 3]
/** No run nor recording ever had this number. */
const NEVER = 7777

const naming = (Object.keys(methods) as MethodName[]).filter((name) =>
  /"(runId|runIds|recordingId)"/.test(
    JSON.stringify(z.toJSONSchema(methods[name].params, { io: 'input', unrepresentable: 'any' })),
  ),
)
const restoring: readonly MethodName[] = ['runs.restore', 'runs.restoreAll']

/** A database with one run that is there, one that is hidden and one in the trash, which hold the same. */
function openWithRuns() {
  const databasePath = join(temporaryFolder(), 'hidden.sqlite')
  const store = createStore(openDatabase(databasePath))
  const ownerId = store.processes.register(process.pid, createdAt)
  for (const runId of [SEEN, HIDDEN, TRASHED]) {
    addRun(store, sampleConfig(runId), ownerId)
    addRows(store, runId, 200, 50)
    store.addBatch(runId, {
      ...{ episodes: [], updates: [], progress: store.runs.get(runId).progress },
      checkpoint: { update: 50, parameters: new Float32Array(10), observationMoments: null },
      distributions: [],
    })
    store.setTags(runId, ['paper'])
    store.recordings.keep('Kept', recordedEpisode(runId), createdAt)
    store.runs.setStatus(runId, 'stopped')
  }
  store.trash.put(TRASHED, createdAt)
  store.close()
  const db = new Database(databasePath)
  db.prepare(`INSERT INTO hidden_rows VALUES ('runs', ?, ?, ?)`).run(HIDDEN, HIDDEN, ownerId)
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema AS tables WHERE type = 'table' AND EXISTS
         (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = 'run_id')`,
    )
    .pluck()
    .all()
  const rowsOf = (runId: number) =>
    [
      `SELECT * FROM runs WHERE id = ?`,
      ...tables.map((name) => `SELECT * FROM ${name} WHERE run_id = ?`),
    ].map((sql) => db.prepare(sql).all(runId))
  onTestFinished(() => void db.close())
  return { ...openBackend({ databasePath }), rowsOf }
}

/** Parameters that cannot be made from a schema alone. */
const examples: Partial<Record<MethodName, (runId: number) => unknown>> = {
  'recordings.keep': (runId) => ({ name: 'Mine', episode: recordedEpisode(runId) }),
  'runs.export': (runId) => ({ runIds: [runId], document: 'episodes.csv', cursor: null }),
}

/** Has few states, so that the lab can compute exact values. */
const corridor = parseRunConfig({
  environment: { id: 'ShortCorridor-v0' },
  policy: { kind: 'softmax-linear' },
  optimizer: { kind: 'sgd' },
  batch: { episodes: 4 },
  budget: { episodes: 100 },
})

const recordedEpisode = (runId: number): RecordedEpisode => ({
  ...{ runId, update: 1, start: null, episodeReturn: 1, terminated: true, truncated: false },
  steps: [
    {
      ...{ observation: [0], state: [0], action: 0, reward: 1 },
      policy: { kind: 'categorical', probabilities: [0.5, 0.5] },
    },
  ],
  finalState: [1],
  analysis: {
    ...{ rewardsToGo: [1], discountedReturn: 1, values: null, valueErrors: null, baselines: [0] },
    ...{ advantages: [1], unknown: null, scores: [[0.5, -0.5]], scoreNorms: [1], cosines: [1] },
  },
})

/** The same parameters for the same number of a try, but for the run. */
function paramsOf(name: MethodName, attempt: number, runId: number): unknown {
  const rng = createRng(attempt, name)
  const choices = {
    between: (low: number, high: number) => low + (high - low) * rng.uniform(),
    oneOf: <T>(values: readonly T[]) => values[Math.floor(values.length * rng.uniform())]!,
  }
  const known: KnownFields = {
    runId: () => runId,
    runIds: () => [runId],
    recordingId: () => runId,
    before: () => null,
    stopped: () => [{ runId, was: 'queued', before: null }],
    marks: () => [{ runId, isStarred: true }],
    config: () => corridor as never,
    groups: () => [{ runIds: [runId] }],
    taskId: () => `task ${attempt} of run ${runId}`,
    experimentId: () => undefined as never,
    tags: () => ['a'],
    addTags: () => ['a'],
    removeTags: () => [],
  }
  const params = examples[name]?.(runId) ?? fitting(name, choices, known)
  // The lab would compute for long with a point of its own.
  return name.startsWith('lab.') ? { ...(params as object), point: { kind: 'run', runId } } : params
}

describe.each([
  ['hidden', HIDDEN],
  ['in the trash', TRASHED],
] as const)('a run that is %s', (_, runId) => {
  it('is to every method one that never was, and keeps what it holds', async () => {
    const { call, rowsOf } = openWithRuns()
    const before = rowsOf(runId)
    const answer = async (name: MethodName, attempt: number, id: number) => {
      const params = paramsOf(name, attempt, id)
      const told = await call(name, params as never).then(
        (result) => ({ result }),
        ({ code, message }) => ({ code, message }),
      )
      const text = JSON.stringify(told)
      return {
        told,
        text,
        named: text.replaceAll(new RegExp(`(?<![\\d.])${id}(?![\\d.])`, 'g'), 'N'),
      }
    }
    const untried: string[] = []
    for (const name of naming) {
      if (runId === TRASHED && restoring.includes(name)) continue
      let tried = 0
      for (const attempt of range(12)) {
        if (tried === 3) break
        const never = await answer(name, attempt, NEVER)
        if ((never.told as { code?: string }).code === 'invalid-params') continue
        tried++
        const found = await answer(name, attempt, runId)
        // What does not depend on the run holds other numbers too.
        if (found.text !== never.text) expect(found.named, name).toBe(never.named)
      }
      if (tried === 0) untried.push(name)
    }
    expect(untried).toEqual([])
    expect(rowsOf(runId)).toEqual(before)
  })
})
