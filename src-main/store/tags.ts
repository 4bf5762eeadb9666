import type { Db } from './database.ts'

export function createTagStore(db: Db) {
  const remove = db.prepare<[number]>(`DELETE FROM tags WHERE run_id = ?`)
  const insert = db.prepare<[number, string]>(
    `INSERT OR IGNORE INTO tags (run_id, tag) VALUES (?, ?)`,
  )

  return {
    /** Replaces the tags of a run. */
    set(runId: number, tags: readonly string[]): void {
      remove.run(runId)
      for (const tag of tags) insert.run(runId, tag)
    },
  }
}
