import * as z from 'zod'
import type { Run } from './run.ts'

/** What a table of runs can be sorted by. Runs without a value come last, either way. */
export const runSortKeys = [
  'id',
  'environment',
  'policy',
  'estimator',
  'optimizer',
  'seed',
  'status',
  'progress',
  'episodes',
  'environmentSteps',
  'meanReturnLast100',
  'stepsPerSecond',
  'createdAt',
] as const
export type RunSortKey = (typeof runSortKeys)[number]

export const runQuery = z.strictObject({
  /** Words that all occur in what a table shows of a run, or in its tags. */
  filter: z.string().max(1000).default(''),
  /** Equal runs stay newest first. */
  sort: z
    .strictObject({ key: z.enum(runSortKeys), isDescending: z.boolean() })
    .default({ key: 'id', isDescending: true }),
  /** Whether the seeds of one configuration are one entry, where the first of them would be. */
  isGrouping: z.boolean().default(false),
  /** Entries to leave out, and entries to give. */
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
})
export type RunQuery = z.infer<typeof runQuery>

/** Part of the runs that a query finds. */
export interface FoundRuns {
  /** In order; one run each, or all found runs of a configuration. */
  readonly groups: readonly { readonly configHash: string; readonly runs: readonly Run[] }[]
  /** Of the whole query. */
  readonly groupCount: number
  readonly runCount: number
  /** In the database. */
  readonly storedCount: number
  readonly runningCount: number
}
