import type { Db } from '#main/store/database.ts'
import type { RunRow } from './row-rules.ts'

/** Training adds up in a different order from SQLite. */
const TOLERANCE = 1e-6

const means = {
  mean_return_last_10: 10,
  mean_return_last_100: 100,
  mean_return_last_1000: 1000,
} as const

/**
 * Says which stored result of a run differs from its episodes; null if none does. A result that was not
 * stored is not compared.
 */
export function resultsProblem(db: Db, run: RunRow): string | null {
  const last = db
    .prepare<[number], number | null>(
      `SELECT episode_return FROM episodes WHERE run_id = ? ORDER BY episode_index DESC LIMIT 1`,
    )
    .pluck()
    .get(run.id)
  if (run.last_return !== null && run.last_return !== last) {
    return `last_return is ${run.last_return}; its last episode returned ${last ?? 'nothing'}`
  }
  const mean = db
    .prepare<[number, number], [number | null, number]>(
      `SELECT avg(episode_return), max(abs(episode_return)) FROM (
         SELECT episode_return FROM episodes WHERE run_id = ? ORDER BY episode_index DESC LIMIT ?)`,
    )
    .raw()
  for (const [column, episodes] of Object.entries(means) as [keyof typeof means, number][]) {
    const problem = compare(column, run[column], mean.get(run.id, episodes)!)
    if (problem) return problem
  }
  const area = db
    .prepare<[number], [number | null, number]>(
      `SELECT sum(episode_return * length) / sum(length), max(abs(episode_return))
       FROM episodes WHERE run_id = ?`,
    )
    .raw()
    .get(run.id)!
  return compare('area_under_learning_curve', run.area_under_learning_curve, area)
}

function compare(
  column: string,
  stored: number | null,
  [found, size]: readonly [number | null, number],
): string | null {
  if (stored === null || !Number.isFinite(stored) || !Number.isFinite(size)) return null
  if (found !== null && Math.abs(stored - found) <= TOLERANCE * Math.max(1, size)) return null
  return `${column} is ${stored}; its episodes make it ${found ?? 'nothing'}`
}
