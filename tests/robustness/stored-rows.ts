import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect } from 'vitest'

/** The progress of a run that a client or another program has heard of. */
export interface Heard {
  readonly episodes: number
  readonly updates: number
  /** When and where it last began to train, where that is known. */
  readonly began?: string | null
}

interface StoredRun extends Heard {
  readonly id: number
  readonly status: string
  readonly configJson: string
  readonly metricsHash: string | null
}

const began = `(
  SELECT id || ' ' || episodes || ' ' || updates FROM run_events
  WHERE run_id = runs.id AND kind = 'running' ORDER BY id DESC LIMIT 1)`

/** What is in a database now, read as any other program would read it; nothing while it is not made yet. */
export function readRuns(databasePath: string): StoredRun[] {
  if (!existsSync(databasePath)) return []
  const db = new Database(databasePath, { readonly: true })
  try {
    const isMade = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'runs'`).get()
    if (!isMade) return []
    return db
      .prepare<[], StoredRun>(
        `SELECT id, status, config_json AS configJson, metrics_hash AS metricsHash, episodes, updates,
                ${began} AS began
         FROM runs ORDER BY id`,
      )
      .all()
  } finally {
    db.close()
  }
}

/**
 * Whatever anybody has heard of is stored, and every run has the rows it says, numbered without a gap. A run that has
 * begun again meanwhile went back to its last saved state.
 */
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
    const stored = db.prepare<[number], Heard>(
      `SELECT episodes, updates, ${began} AS began FROM runs WHERE id = ?`,
    )
    for (const [runId, known] of heard) {
      const [found, changed] = [episodes.get(runId)!, updates.get(runId)!]
      const run = stored.get(runId)!
      expect([found.rows, changed.rows], `rows of run ${runId}`).toEqual([
        run.episodes,
        run.updates,
      ])
      const hasBegunAgain = known.began !== undefined && run.began !== known.began
      const acknowledged = hasBegunAgain ? { episodes: 0, updates: 0 } : known
      expect(found.rows, `episodes of run ${runId}`).toBeGreaterThanOrEqual(acknowledged.episodes)
      expect(changed.rows, `updates of run ${runId}`).toBeGreaterThanOrEqual(acknowledged.updates)
      expect([found.last, changed.last]).toEqual([found.rows - 1, changed.rows - 1])
    }
  } finally {
    db.close()
  }
}
