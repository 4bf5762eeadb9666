import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import type { Db } from '#main/store/database.ts'
import { refuseAt } from './refuse-at.ts'
import { episodeRow, updateRow, type RunRow } from './row-rules.ts'

const refuse = (sentence: string): never => {
  throw new ApiError('conflict', sentence)
}

/**
 * Throws if episodes and updates are not numbered 0, 1, 2, …, if they do not follow one another, or if
 * there are not as many as the run says.
 */
export function checkRowsOfRun(db: Db, run: RunRow, told: () => void): void {
  const episodes = db.prepare<[number]>(
    `SELECT * FROM episodes WHERE run_id = ? ORDER BY episode_index`,
  )
  let steps = 0
  let index = 0
  for (const found of episodes.iterate(run.id)) {
    const where = `episode ${index}`
    const row = refuseAt(where, () => parseOrThrow(episodeRow, found))
    if (row.episode_index !== index) refuse(numbering('episode', index, row.episode_index))
    // Environments that step together may end several episodes at once.
    const least = Math.max(steps, row.length)
    if (row.environment_steps < least) refuse(tooFewSteps(where, row.environment_steps, least))
    steps = row.environment_steps
    index++
    told()
  }
  if (index !== run.episodes) refuse(miscounted('episodes', run.episodes, index))

  const updates = db.prepare<[number]>(
    `SELECT * FROM updates WHERE run_id = ? ORDER BY update_index`,
  )
  let [before, lastSteps] = [0, 0]
  index = 0
  for (const found of updates.iterate(run.id)) {
    const where = `update ${index}`
    const row = refuseAt(where, () => parseOrThrow(updateRow, found))
    if (row.update_index !== index) refuse(numbering('update', index, row.update_index))
    if (row.episodes < before || row.episodes > run.episodes) {
      refuse(
        `${where}: episodes is ${row.episodes}; must be from ${before} to ${run.episodes}, as the rows around it say`,
      )
    }
    if (row.environment_steps < lastSteps) {
      refuse(tooFewSteps(where, row.environment_steps, lastSteps))
    }
    before = row.episodes
    lastSteps = row.environment_steps
    index++
    told()
  }
  if (index !== run.updates) refuse(miscounted('updates', run.updates, index))
  if (run.environment_steps < Math.max(steps, lastSteps)) {
    refuse(tooFewSteps('the run', run.environment_steps, Math.max(steps, lastSteps)))
  }
  checkSolved(run)
}

/** A run has either all values about where it was solved, or none. */
function checkSolved(run: RunRow): void {
  const { solved_episode: episode, solved_environment_steps: steps, solved_wall_time_ms: ms } = run
  const known = [episode, steps, ms].filter((value) => value !== null).length
  if (known !== 0 && known !== 3) {
    refuse(
      'solved_episode, solved_environment_steps and solved_wall_time_ms must all have a value or all be null',
    )
  }
  if (episode !== null && episode >= run.episodes) {
    refuse(`solved_episode is ${episode}; must be less than ${run.episodes}, its episodes`)
  }
  if (steps !== null && steps > run.environment_steps) {
    refuse(`solved_environment_steps is ${steps}; must be at most ${run.environment_steps}`)
  }
}

const numbering = (row: string, wanted: number, found: number): string =>
  `${row} ${wanted} is missing; the next one is ${found}, and they must be numbered without gaps`
const miscounted = (rows: string, said: number, found: number): string =>
  `${rows} is ${said}; must be ${found}, as many as are stored`
const tooFewSteps = (where: string, steps: number, least: number): string =>
  `${where}: environment_steps is ${steps}; must be at least ${least}, as the rows before it say`
