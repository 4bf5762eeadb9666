import type { SpawnWorker } from './workers/spawn.ts'
import type { Patience } from './store/when-free.ts'
import type { EventMessage } from '#shared/rpc.ts'
import type { Handlers } from '#shared/api.ts'

/** The workbench without a window: what Electron, the server and the command line stand on. */
export interface Backend {
  readonly handlers: Handlers
  /** Hears every published event until the returned function is called. */
  subscribe(listener: (message: EventMessage) => void): () => void
  /** What speaks against closing or moving the database. */
  inUse(): {
    /** Of this backend, that train, wait or are paused. */
    readonly ownRuns: number
    /** Other living programs that have it open. */
    readonly otherPrograms: number
  }
  /** Stops workers by message, keeps what they learned, closes the database. */
  close(): Promise<void>
}

export interface BackendOptions {
  readonly databasePath: string
  /** Whether the caller has just checked the file, so that the backend need not; default: no. */
  readonly isChecked?: boolean
  /** How many runs train at once; default: what was set, else cores − 1, at least 1. */
  readonly workers?: number
  /** In how many threads each run may train, which changes its speed alone; default 1. */
  readonly threadsPerRun?: number
  /**
   * Whether this is a workbench that goes on with what its last start left unfinished, as a window or a
   * server is; default: a command, which does what it is told and no more.
   */
  readonly keepsQueue?: boolean
  /**
   * Whether the next window or server takes up what this program leaves unfinished if it is killed, as
   * it does for its own kind; default: as `keepsQueue`.
   */
  readonly leavesRuns?: boolean
  /** How much training time a run may lose at most when the program is killed; default 3 s, or more where states are large. */
  readonly stateEveryMs?: number
  /** How long a call waits for a lock or for a full or failing disk before it is refused; default 0.8 s. */
  readonly patience?: Patience
  /** Starts a worker; tests put one of their own here. */
  readonly spawn?: SpawnWorker
  /** Told of errors nobody expected. */
  readonly report: (error: unknown) => void
}
