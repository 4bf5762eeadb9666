import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect } from 'vitest'

/** The progress of a run that a client or another program has heard of. */
export interface Heard {
  readonly episodes: number
  readonly updates: number
}

interface StoredRun extends Heard {
  readonly id: number
  readonly status: string
  readonly configJson: string
  readonly metricsHash: string | null
}

/** What is in a database now, read as any other program would read it; nothing while it is not made yet. */
export function readRuns(databasePath: string): StoredRun[] {
  if (!existsSync(databasePath)) return []
  const db = new Database(databasePath, { readonly: true })
  try {
    const isMade = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'runs'`).get()
    if (!isMade) return []
    return db
      .prepare<[], StoredRun>(
        `SELECT id, status, config_json AS configJson, metrics_hash AS metricsHash, episodes, updates
         FROM runs ORDER BY id`,
      )
      .all()
  } finally {
    db.close()
  }
}

/** Whatever anybody has heard of is stored, and every run's rows are numbered without a gap. */
export function expectNothingLost(databasePath: string, heard: ReadonlyMap<number, Heard>): void {
  if (heard.size === 0 && readRuns(databasePath).length === 0) return
  const db = new Database(databasePath, { readonly: true })
  try {
    expect(db.pragma('quick_check(1)', { simple: true })).toBe('ok')
    const counted = (table: string, index: string) =>
      db.prepare<[number], { rows: number; last: number }>(
        `SELECT count(*) AS rows, coalesce(max(${index}), -1) AS last FROM ${table} WHERE run_id = ?`,
      )
    const episodes = counted('episodes', 'episode_index')
    const updates = counted('updates', 'update_index')
    for (const [runId, acknowledged] of heard) {
      const [found, changed] = [episodes.get(runId)!, updates.get(runId)!]
      expect(found.rows, `episodes of run ${runId}`).toBeGreaterThanOrEqual(acknowledged.episodes)
      expect(changed.rows, `updates of run ${runId}`).toBeGreaterThanOrEqual(acknowledged.updates)
      expect([found.last, changed.last]).toEqual([found.rows - 1, changed.rows - 1])
    }
  } finally {
    db.close()
  }
}
