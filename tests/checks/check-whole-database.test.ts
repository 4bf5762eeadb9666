import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { checkWholeDatabase } from '#main/checks/check-whole-database.ts'
import { createMetricsHash, earlierUpdateMetrics } from '#main/workers/metrics-hash.ts'
import { updateMetrics, type UpdateMetric } from '#shared/metrics.ts'
import { createRng } from '#shared/rng.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { isSound } from '#shared/system.ts'
import { runCli } from '../headless/run-cli.ts'
import { openBackend } from '../runs/test-backend.ts'
import { changeDatabase } from '../store/change-database.ts'
import { sampleConfig, temporaryFolder } from '../store/sample-runs.ts'

const deep = (path: string) => checkWholeDatabase(path, true, () => undefined)
/** What the check says, or the sentence with which it refuses the file. */
function verdict(path: string): { readonly isSound: boolean; readonly named: readonly number[] } {
  try {
    const check = deep(path)
    const named = [...new Set(check.runs!.differences.map(({ runId }) => runId))]
    return { isSound: isSound(check), named }
  } catch {
    return { isSound: false, named: [] }
  }
}

/** A database of two trained runs, closed. */
async function trained(): Promise<string> {
  const { call, start, untilEnded, close, databasePath } = openBackend()
  for (const seed of [1, 2]) {
    const config = { ...sampleConfig(seed), budget: { episodes: 600, stopWhenSolved: false } }
    const { id } = await start(parseRunConfig(config))
    expect(await untilEnded(id)).toMatchObject({ status: 'completed' })
  }
  expect(await call('runs.list', undefined)).toHaveLength(2)
  await close()
  return databasePath
}
let bytes: Promise<Buffer> | undefined
/** A copy of it. */
async function copyOfTrained(): Promise<string> {
  bytes ??= trained().then((path) => readFileSync(path))
  const path = join(temporaryFolder(), 'copy.sqlite')
  writeFileSync(path, await bytes)
  return path
}

describe('the deep check of what was really trained', () => {
  it('finds no difference', async () => {
    expect(verdict(await copyOfTrained())).toEqual({ isSound: true, named: [] })
  })

  it('takes a hash that an earlier version made of what it told of updates', async () => {
    for (const metrics of earlierUpdateMetrics) {
      const path = await copyOfTrained()
      const later = updateMetrics.filter((metric) => !metrics.includes(metric))
      changeDatabase(
        path,
        `UPDATE updates SET ${later.map((each) => `${snake(each)} = NULL`).join(', ')}`,
      )
      for (const metric of later)
        changeDatabase(path, `DELETE FROM summaries WHERE metric = '${snake(metric)}'`)
      expect(verdict(path).named).toEqual([1, 2])
      changeDatabase(
        path,
        `UPDATE runs SET metrics_hash = '${hashOf(path, 1, metrics)}' WHERE id = 1`,
      )
      expect(verdict(path).named).toEqual([2])
    }
  })

  it('checks the rest of a run without a hash', async () => {
    const path = await copyOfTrained()
    changeDatabase(path, 'UPDATE runs SET metrics_hash = NULL')
    expect(verdict(path)).toEqual({ isSound: true, named: [] })
    changeDatabase(path, 'DELETE FROM episodes WHERE run_id = 2 AND episode_index = 599')
    expect(verdict(path).named).toEqual([2])
  })
})

const snake = (metric: string): string =>
  metric.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function hashOf(path: string, runId: number, metrics: readonly UpdateMetric[]): string {
  const db = new Database(path, { readonly: true })
  const hash = createMetricsHash(metrics)
  const rows = (table: string, index: string) =>
    db.prepare(`SELECT * FROM ${table} WHERE run_id = ? ORDER BY ${index}`).all(runId) as Record<
      string,
      number | null
    >[]
  const camel = (row: Record<string, number | null>) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
    )
  for (const row of rows('episodes', 'episode_index')) {
    hash.addEpisode({ ...camel(row), index: row['episode_index'] } as never)
  }
  for (const row of rows('updates', 'update_index')) {
    hash.addUpdate({ ...camel(row), index: row['update_index'] } as never)
  }
  db.close()
  return hash.digest()
}

/** The leaf pages of a table: where each begins, and where its cells do. */
function leavesOf(path: string, table: string): { start: number; cells: number; end: number }[] {
  const db = new Database(path, { readonly: true })
  const pages = db
    .prepare(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'`)
    .pluck()
    .all(table) as number[]
  const size = db.pragma('page_size', { simple: true }) as number
  db.close()
  const file = readFileSync(path)
  return pages.map((page) => {
    const start = (page - 1) * size
    return { start, cells: start + file.readUInt16BE(start + 5), end: start + size }
  })
}

/** All that is stored of episodes and updates but their times; null where SQLite cannot read it. */
function rowsOf(path: string): string | null {
  const db = new Database(path, { readonly: true })
  try {
    const of = (table: string) =>
      db
        .prepare(`SELECT * FROM ${table} NOT INDEXED`)
        .all()
        .map((row) => ({ ...(row as object), wall_time_ms: null }))
    return JSON.stringify([of('episodes'), of('updates')])
  } catch {
    return null
  } finally {
    db.close()
  }
}

describe('the deep check of a damaged file', () => {
  it('finds every bit that was flipped in a stored row', async () => {
    const sound = await copyOfTrained()
    const [file, before] = [readFileSync(sound), rowsOf(sound)]
    const leaves = [...leavesOf(sound, 'episodes'), ...leavesOf(sound, 'updates')]
    expect(leaves.length).toBeGreaterThan(10)
    const rng = createRng(20, 'flips')
    const missed: number[] = []
    let mattered = 0
    for (let i = 0; i < 100; i++) {
      const { cells, end } = leaves[Math.floor(rng.uniform() * leaves.length)]!
      const at = cells + Math.floor(rng.uniform() * (end - cells))
      const path = join(temporaryFolder(), 'flipped.sqlite')
      const damaged = Buffer.from(file)
      damaged[at]! ^= 1 << Math.floor(8 * rng.uniform())
      writeFileSync(path, damaged)
      if (rowsOf(path) === before) continue
      mattered++
      if (verdict(path).isSound) missed.push(at)
    }
    expect(missed).toEqual([])
    expect(mattered).toBeGreaterThan(50)
  })

  it.each([false, true])('finds a page of zeros, beside a log: %s', async (hasLog) => {
    const sound = await copyOfTrained()
    let log: Buffer | undefined
    let file = readFileSync(sound)
    if (hasLog) {
      const db = new Database(sound)
      db.exec(`UPDATE runs SET notes = 'in the log' WHERE id = 1`)
      log = readFileSync(`${sound}-wal`)
      file = readFileSync(sound)
      db.close()
      expect(log.length).toBeGreaterThan(0)
    }
    const leaves = [...leavesOf(sound, 'episodes'), ...leavesOf(sound, 'updates')]
    const missed: number[] = []
    for (const { start, end } of leaves) {
      const path = join(temporaryFolder(), 'zeroed.sqlite')
      writeFileSync(path, Buffer.from(file).fill(0, start, end))
      if (log) writeFileSync(`${path}-wal`, log)
      if (verdict(path).isSound) missed.push(start)
      if (log) expect(readFileSync(`${path}-wal`).equals(log)).toBe(true)
      else expect(existsSync(`${path}-wal`)).toBe(false)
    }
    expect(missed).toEqual([])
  })

  it.each([
    ['the configuration', `UPDATE runs SET config_json = '{"environ' WHERE id = 2`],
    [
      'the configuration of one that waits',
      `UPDATE runs SET config_json = '', status = 'queued' WHERE id = 2`,
    ],
    ['the provenance', `UPDATE runs SET provenance_json = '{' WHERE id = 2`],
    ['a count of runs', `UPDATE runs SET episodes = 599 WHERE id = 2`],
    ['a result', `UPDATE runs SET mean_return_last_100 = 1 WHERE id = 2`],
    ['a summary', `UPDATE summaries SET total = total + 1 WHERE run_id = 2 AND block = 0`],
    ['a policy', `UPDATE checkpoints SET parameters = x'00' WHERE run_id = 2`],
  ])('names the run where %s is damaged', async (_, sql) => {
    const path = await copyOfTrained()
    changeDatabase(path, sql)
    expect(verdict(path).named).toEqual([2])
  })

  it.each(['{"config', '{"a": 1}', 'null'])(
    'names an experiment whose sweep is %s, on the command line too',
    async (sweep) => {
      const path = await copyOfTrained()
      changeDatabase(
        path,
        `INSERT INTO experiments (name, question, hypothesis, notes, conclusion, created_at, sweep_json)
         VALUES ('one', '', '', '', '', '2026-01-01T00:00:00.000Z', NULL),
                ('two', '', '', '', '', '2026-01-01T00:00:00.000Z', '${sweep}')`,
      )
      expect(deep(path).experiments).toEqual([
        { experimentId: 2, what: expect.stringMatching(/^sweep_json: /) },
      ])
      const { exitCode, stdout } = await runCli(['doctor', '--deep', '--database', path])
      expect(exitCode).toBe(1)
      expect(stdout).toMatch(/Experiment 2 +sweep_json: /)
    },
  )

  it('is told by the command line, which ends with 1', async () => {
    const path = await copyOfTrained()
    const other = join(temporaryFolder(), 'other.sqlite')
    copyFileSync(path, other)
    changeDatabase(
      other,
      'UPDATE updates SET entropy = entropy + 1 WHERE run_id = 2 AND update_index = 3',
    )
    const soundly = await runCli(['doctor', '--deep', '--json', '--database', path])
    expect([soundly.exitCode, JSON.parse(soundly.stdout)]).toMatchObject([
      0,
      { databaseHealth: 'ok', runs: { checked: 2, differing: 0, differences: [] } },
    ])
    const { exitCode, stdout } = await runCli(['doctor', '--deep', '--database', other])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/runs +2 runs checked, 1 run with differences/)
    expect(stdout).toMatch(/Run 2 +its episodes and updates have the hash/)
    // A check of the file alone cannot see it.
    expect(checkWholeDatabase(other, false, () => undefined).databaseHealth).toBe('ok')
  })
})
