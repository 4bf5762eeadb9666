import type { RunStatus } from './run.ts'

/** What a run was trained with, as it was when its training began. */
export interface Provenance {
  /** Of the workbench. */
  readonly version: string
  /** Of all its sources, 16 hexadecimal digits; null: it ran from source, without a build. */
  readonly buildHash: string | null
  /** SHA-256 of the compiled kernel of its engine, 16 hexadecimal digits; null: the engine has none. */
  readonly kernelHash: string | null
  /** See `ARITHMETIC_VERSION`; 0 if it was not counted yet. */
  readonly arithmetic: number
  readonly node: string
  /** Version of the JavaScript engine; null if it was not stored yet. */
  readonly v8: string | null
  /** Null: it ran without Electron. */
  readonly electron: string | null
  readonly sqlite: string
  /** Such as `Linux 6.1.0, x64`. */
  readonly operatingSystem: string
  /** The model of the processor, as it calls itself. */
  readonly processor: string
  readonly cores: number
  /** Threads that trained this run; the result does not depend on them. */
  readonly threads: number
}

/** A status the run came to, or something else that happened to it. */
export const runEventKinds = [
  'engine',
  'solved',
  'tagged',
  'deleted',
  'restored',
  'imported',
] as const
export type RunEventKind = RunStatus | (typeof runEventKinds)[number]

/** Something that happened to a run, written together with it. */
export interface RunEvent {
  readonly kind: RunEventKind
  /** ISO 8601, UTC. */
  readonly happenedAt: string
  /** How far the run was. */
  readonly episodes: number
  readonly environmentSteps: number
  readonly updates: number
  readonly wallTimeMs: number
  /** The reason, the engine, the tags: what belongs to the kind; null: nothing does. */
  readonly detail: string | null
}

/** What a run was trained with and what happened to it, the first event first. */
export interface RunHistory {
  /** Null: it has not begun, or was stored before it was kept. */
  readonly provenance: Provenance | null
  readonly events: readonly RunEvent[]
}
