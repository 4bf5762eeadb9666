import type { EngineName } from './config/engine.ts'

/** Whether an engine works here, what it stands on, and a note such as why not on something faster. */
export interface EngineInfo {
  readonly name: EngineName
  readonly isAvailable: boolean
  readonly backend: string
  readonly note: string | null
}

/** What computes: shown by the window and by `doctor`. */
export interface SystemInfo {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly engines: readonly EngineInfo[]
  /** How many runs train at once. */
  readonly workers: number
  /** Whether a start of the workbench goes on with what the last one left unfinished. */
  readonly continuesRuns: boolean
  /** Whether an episode of a run is kept by itself at its milestones. */
  readonly keepsEpisodes: boolean
  readonly cores: number
  readonly databasePath: string
  /** Of SQLite. */
  readonly sqlite: string
  /** Of Electron; null where the backend runs without it. */
  readonly electron: string | null
}

/** Whether the database is sound. */
export interface DatabaseCheck {
  /** `ok`, or the first thing SQLite's integrity check found. */
  readonly databaseHealth: string
  readonly databaseBytes: number
}
