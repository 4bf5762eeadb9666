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
  'updates',
  'wallTimeMs',
  'meanReturnLast100',
  'lastReturn',
  'meanReturnLast10',
  'meanReturnLast1000',
  'bestMeanReturn100',
  'areaUnderCurve',
  'solvedAt',
  'stepsPerSecond',
  'createdAt',
  'startedAt',
  'finishedAt',
  'tags',
  'alerts',
] as const
/** Any field of the configuration: `config.optimizer.learningRate`. */
const configSortKey = z.templateLiteral([
  'config.',
  z.string().regex(/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/),
])
export type RunSortKey = (typeof runSortKeys)[number] | z.infer<typeof configSortKey>

export const runQuery = z.strictObject({
  /** What parseFilter understands; words alone must all occur in what a table shows of a run, or in its tags. */
  filter: z.string().max(1000).default(''),
  /** Whether archived runs are found too; a filter that asks for them finds them anyway. */
  withArchived: z.boolean().default(false),
  /** Equal runs stay newest first. */
  sort: z
    .strictObject({ key: z.enum(runSortKeys).or(configSortKey), isDescending: z.boolean() })
    .default({ key: 'id', isDescending: true }),
  /** Whether the seeds of one configuration are one entry, where the first of them would be. */
  isGrouping: z.boolean().default(false),
  /** Entries to leave out, and entries to give. */
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
})
export type RunQuery = z.infer<typeof runQuery>

/** So many runs can be chosen at once: as many as one export may have. */
export const MOST_CHOSEN_RUNS = 10_000

/** As a query, of any number of entries; left out, of all. */
export const runIdsQuery = runQuery.extend({ limit: z.int().min(1).optional() })
export type RunIdsQuery = z.infer<typeof runIdsQuery>

/** As a query, of all that it finds. */
export const varyingFieldsQuery = runQuery.pick({ filter: true, withArchived: true })
export type VaryingFieldsQuery = z.infer<typeof varyingFieldsQuery>

/** In what the configurations of found runs differ. */
export interface VaryingFields {
  /** How many configurations there are; the seed makes no difference. */
  readonly configurationCount: number
  /** Paths of the fields that not all of them have with the same value, such as `optimizer.learningRate`. */
  readonly fields: readonly string[]
}

/** The first of the runs that a query finds. */
export interface FoundRunIds {
  /** In order, at most `MOST_CHOSEN_RUNS`. */
  readonly runIds: readonly number[]
  /** How many it finds. */
  readonly runCount: number
}

/** Part of the runs that a query finds. */
export interface FoundRuns {
  /** In order; one run each, or all found runs of a configuration. */
  readonly groups: readonly { readonly configHash: string; readonly runs: readonly Run[] }[]
  /** Of the whole query. */
  readonly groupCount: number
  readonly runCount: number
  /** Left out because they are archived. */
  readonly archivedCount: number
  /** In the database. */
  readonly storedCount: number
  readonly runningCount: number
}

/** A value that runs have in a field, and how many of them. */
export interface FieldValue {
  readonly value: string | number | boolean
  readonly runs: number
}
