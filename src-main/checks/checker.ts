import { statSync } from 'node:fs'
import type { Params } from '#shared/api.ts'
import type { DatabaseCheck } from '#shared/system.ts'
import type { Task, Tasks } from '#main/tasks/tasks.ts'
import { inspect } from '#main/store/database.ts'
import { aboutFile } from './refuse-at.ts'
import { runCheck } from './start-check.ts'

/** How long the check of a file of a few bytes may take. */
const LIMIT_MS = 60_000
/** A slow disk reads a few megabytes a second, so the limit grows with the file. */
const LIMIT_MS_PER_MB = 1000
/** The time limit of a check that a person watches and can cancel. */
const A_DAY_MS = 86_400_000

interface Options {
  readonly databasePath: string
  readonly tasks: Pick<Tasks, 'run'>
}

export type Checker = ReturnType<typeof createChecker>

/** Checks the open database and files to be imported, each in a process of its own. */
export function createChecker({ databasePath, tasks }: Options) {
  return {
    checkDatabase: (request: Params<'system.checkDatabase'>): Promise<DatabaseCheck> => {
      const { isDeep = false, taskId } = request ?? {}
      return tasks.run({ taskId, cancelled: 'The check was cancelled' }, (task) =>
        runCheck(
          { kind: 'database', path: databasePath, isDeep },
          { ...task, timeLimitMs: A_DAY_MS },
        ),
      )
    },
    /** Brings the copy of a run file to the present schema; throws unless all of it may be imported. */
    async checkRunFile(path: string, name: string, task: Task): Promise<void> {
      // Refuse at once what can be refused without SQLite.
      aboutFile(name, path, () => inspect(path))
      const timeLimitMs = timeLimitOf(path)
      await runCheck({ kind: 'run-file', path, name }, { ...task, timeLimitMs })
    },
  }
}

/** How long a check of a file may take before it is given up. */
export const timeLimitOf = (path: string): number => {
  const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return LIMIT_MS + (size / 2 ** 20) * LIMIT_MS_PER_MB
}
