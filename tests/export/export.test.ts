import { describe, expect, it } from 'vitest'
import type { ExportDocument, ExportPart } from '#shared/api.ts'
import { exportPart } from '#main/export/index.ts'
import type { Store } from '#main/store/store.ts'
import {
  addRows,
  addRun,
  openStore,
  sampleConfig,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
} from '../store/sample-runs.ts'

/** All parts of a document, fetched as a client does. */
function textOf(
  store: Store,
  runIds: number[],
  document: ExportDocument,
  rowsPerPart?: number,
): { text: string; parts: number } {
  let text = ''
  let cursor: string | null = null
  let parts = 0
  do {
    const part = exportPart(store, { runIds, document, cursor }, rowsPerPart)
    text += part.text
    cursor = part.next
    parts += 1
  } while (cursor !== null)
  return { text, parts }
}

/** Three runs: one with rows, one without, one with rows. */
function threeRuns(): Store {
  const store = openStore()
  for (const seed of [1, 2, 3]) addRun(store, sampleConfig(seed))
  addRows(store, 1, 7, 3)
  addRows(store, 3, 5, 2)
  return store
}

const lines = (text: string) => text.split('\r\n').slice(0, -1)

describe('the tables', () => {
  it('have a header and one row per stored episode or update, each naming its run', () => {
    const store = threeRuns()
    const episodes = lines(textOf(store, [1, 2, 3], 'episodes.csv').text)
    expect(episodes).toHaveLength(1 + 7 + 5)
    expect(episodes[0]).toBe(
      'run_id,seed,config_hash,environment,episode_index,episode_return,length,terminated,truncated,environment_steps,wall_time_ms',
    )
    expect(episodes.at(-1)).toMatch(
      /^3,3,[0-9a-f]{16},CartPole-v1,4,1\.3333333333333333,14,true,false,50,0\.5$/,
    )
    const updates = lines(textOf(store, [1, 2, 3], 'updates.csv').text)
    expect(updates).toHaveLength(1 + 3 + 2)
    expect(updates[1]).toMatch(
      /,0,4,40,-0\.5,0\.1,2,0,0\.6931471805599453,,,3,1\.5,,,0\.01,,,,0\.5$/,
    )
  })

  it.each([1, 2, 3, 7, 8, 100])('are the same in parts of %i rows', (rowsPerPart) => {
    const store = threeRuns()
    for (const document of ['episodes.csv', 'updates.csv', 'runs.json'] as const) {
      const whole = textOf(store, [3, 2, 1], document)
      const pieces = textOf(store, [3, 2, 1], document, rowsPerPart)
      expect(pieces.text).toBe(whole.text)
      if (rowsPerPart < 5) expect(pieces.parts).toBeGreaterThan(1)
    }
  })

  it('of no rows are a header', () => {
    const store = threeRuns()
    expect(lines(textOf(store, [2], 'episodes.csv').text)).toHaveLength(1)
  })

  it('keep every digit, negative numbers and infinity; what is no number is empty', () => {
    const store = openStore()
    addRun(store)
    store.addBatch(1, {
      episodes: [-Infinity, NaN, -0.1 - 0.2, 5e-324].map((episodeReturn, i) =>
        sampleEpisode(i, { episodeReturn }),
      ),
      updates: [],
      progress: { ...sampleProgress, episodes: 4 },
      checkpoint: null,
    })
    const returns = lines(textOf(store, [1], 'episodes.csv').text).map((line) => line.split(',')[5])
    expect(returns.slice(1)).toEqual(['-Infinity', '', '-0.30000000000000004', '5e-324'])
  })

  it('never let a text run as a formula', () => {
    const store = openStore()
    const config = sampleConfig()
    store.runs.create({
      config,
      configHash: '=1+1',
      createdAt: '',
      ownerId: store.processes.register(1, ''),
    })
    addRows(store, 1, 1, 0)
    expect(textOf(store, [1], 'episodes.csv').text).toContain(`,'=1+1,`)
  })

  it('hold a run once however often it is named', () => {
    const { text } = textOf(threeRuns(), [1, 1], 'episodes.csv', 3)
    expect(lines(text)).toHaveLength(1 + 7)
  })
})

describe('the JSON document', () => {
  it('holds everything the runs hold, also of runs without rows', () => {
    const store = threeRuns()
    store.marks.set([{ runId: 2, isStarred: true, notes: 'Of "note"', tags: ['paper'] }])
    const document = JSON.parse(textOf(store, [1, 2, 3], 'runs.json', 2).text)
    expect(document.runs[1]).toMatchObject({ isStarred: true, notes: 'Of "note"', tags: ['paper'] })
    expect(document).toMatchObject({ format: 'reinforce-workbench-runs', version: 1 })
    expect(document.runs).toEqual(
      [1, 2, 3].map((runId) => ({
        ...store.runs.get(runId),
        alerts: [],
        ...store.history(runId),
        distributions: store.distributions(runId),
        recordings: store.recordings.list(runId),
        episodes: store.episodes.page(runId, -1, 100),
        updates: store.updates.page(runId, -1, 100),
      })),
    )
  })

  it('is valid for one run without rows, and for numbers JSON does not have', () => {
    const store = openStore()
    addRun(store)
    addRun(store)
    store.addBatch(2, {
      episodes: [sampleEpisode(0, { episodeReturn: Infinity })],
      updates: [sampleUpdate(0, { gradientNorm: NaN })],
      progress: { ...sampleProgress, episodes: 1, updates: 1 },
      checkpoint: null,
    })
    expect(JSON.parse(textOf(store, [1], 'runs.json').text).runs).toMatchObject([
      { id: 1, episodes: [], updates: [] },
    ])
    expect(JSON.parse(textOf(store, [2], 'runs.json').text).runs).toMatchObject([
      {
        episodes: [{ episodeReturn: null, nonFinite: { episodeReturn: 'Infinity' } }],
        updates: [{ gradientNorm: null, nonFinite: { gradientNorm: 'NaN' } }],
      },
    ])
  })
})

describe('a run that trains while it is exported', () => {
  /** Exports with new rows of run 1 between any two parts. */
  function exportInTraining(document: ExportDocument): string {
    const store = threeRuns()
    let text = ''
    let cursor: string | null = null
    for (let index = 0; ; index++) {
      const part: ExportPart = exportPart(store, { runIds: [1, 3], document, cursor }, 2)
      text += part.text
      cursor = part.next
      if (cursor === null) return text
      store.addBatch(1, {
        episodes: [sampleEpisode(7 + index)],
        updates: [sampleUpdate(3 + index)],
        progress: { ...sampleProgress, episodes: 8 + index, updates: 4 + index },
        checkpoint: null,
      })
    }
  }

  it('has as many rows as its progress says', () => {
    const [run, other] = JSON.parse(exportInTraining('runs.json')).runs
    expect(run.progress).toMatchObject({ episodes: 7, updates: 3 })
    expect([run.episodes.length, run.updates.length]).toEqual([7, 3])
    expect([other.episodes.length, other.updates.length]).toEqual([5, 2])
  })

  it('has the rows in its tables that it had when they began', () => {
    expect(lines(exportInTraining('episodes.csv'))).toHaveLength(1 + 7 + 5)
    expect(lines(exportInTraining('updates.csv'))).toHaveLength(1 + 3 + 2)
  })
})

describe('an export that cannot be', () => {
  const request = { runIds: [1], document: 'runs.json', cursor: null } as const

  it.each(['', 'x', '1:episodes:5', '0:tags:1', '0:episodes:-2', '0:episodes:5:7'])(
    'of the cursor "%s" is refused',
    (cursor) => {
      expect(() => exportPart(threeRuns(), { ...request, cursor })).toThrow(/^cursor is /)
    },
  )

  it('of a run that is not there says so', () => {
    expect(() => exportPart(threeRuns(), { ...request, runIds: [9] })).toThrow('There is no run 9')
  })
})
