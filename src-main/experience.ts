import type { Run } from '#shared/run.ts'
import { defaultWorkers } from './machine.ts'
import { createStore, openToRead } from './store/store.ts'

/** What tells how long training takes here. */
export interface Experience {
  readonly runs: readonly Run[]
  /** How many runs train at once. */
  readonly workers: number
}

/** Reads it from the database at `path`, if there is one, without opening a workbench: nothing is written. */
export function readExperience(path: string): Experience {
  const db = openToRead(path)
  if (!db) return { runs: [], workers: defaultWorkers() }
  try {
    const { runs, settings } = createStore(db)
    return { runs: runs.list(), workers: settings.workers() ?? defaultWorkers() }
  } finally {
    db.close()
  }
}
