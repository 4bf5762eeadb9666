import type { Experiment } from './experiment.ts'
import type { Run } from './run.ts'
import type { StorageState } from './storage.ts'

/** How far a longer task is that a client has asked for. */
export interface TaskProgress {
  readonly taskId: string
  /** From 0 to 1. */
  readonly share: number
  /** Null: not known yet. */
  readonly remainingMs: number | null
}

/** Events: the backend tells every client as it happens. What runs did is already stored. */
export interface Events {
  /** A run was created, changed its status, or advanced (at most 10 times a second). */
  'run.changed': Run
  'run.deleted': { readonly runId: number }
  /** Which episodes of a run are kept, or what they are called. */
  'recordings.changed': { readonly runId: number }
  /** The order of the queue, or whether it is held; what runs of it do are events of the runs. */
  'queue.changed': { readonly isHeld: boolean }
  /**
   * Runs cannot be stored, or can be stored again. Nothing is lost meanwhile, and nothing unstored is
   * published.
   */
  'storage.changed': StorageState
  /** Its texts, its sweep or which runs belong to it; how far those are, `run.changed` tells. */
  'experiment.changed': Experiment
  'experiment.deleted': { readonly experimentId: number }
  /** Another database is open, or the same one elsewhere: all that was asked for must be asked for again. */
  'database.changed': { readonly databasePath: string }
  /** Progress of a run file that is written or imported. */
  'runFile.progress': TaskProgress
  /** Progress of a start of many runs, if it takes longer than a moment. */
  'task.progress': TaskProgress
  /** How far a run is that is trained again. */
  'verify.progress': TaskProgress
  /** How far a task of the lab is. */
  'lab.progress': TaskProgress
}
export type EventName = keyof Events
