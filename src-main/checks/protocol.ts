import type { ErrorCode } from '#shared/errors.ts'
import type { DatabaseCheck } from '#shared/system.ts'

/* The messages between the backend and the process that checks a database. */

export type CheckJob =
  /** Makes sure that a database can be opened: checks its pages and brings it to the present schema. */
  | { readonly kind: 'open'; readonly path: string; readonly checksAll: boolean }
  /** Checks everything in the copy of a run file, and brings it to the present schema. */
  | { readonly kind: 'run-file'; readonly path: string; readonly name: string }
  /** Reads the whole database; with `isDeep`, compares all that is stored of runs too. Changes nothing. */
  | { readonly kind: 'database'; readonly path: string; readonly isDeep: boolean }

export interface CheckResults {
  readonly open: null
  readonly 'run-file': null
  readonly database: DatabaseCheck
}

export type CheckMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: CheckResults[CheckJob['kind']] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly reason: string }
  /** An unexpected error. */
  | { readonly kind: 'failed'; readonly reason: string }
