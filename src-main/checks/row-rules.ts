import * as z from 'zod'
import { alertIds } from '#shared/alerts.ts'
import { experimentTexts } from '#shared/experiment.ts'
import { recordingMoments, recordingName } from '#shared/recording.ts'
import { runEventKinds } from '#shared/run-history.ts'
import { MOST_NOTES, runTag } from '#shared/run-marks.ts'
import { runStatuses } from '#shared/run.ts'
import { prose } from '#shared/stored-text.ts'

/*
 * Lists what each table of a run file may hold, which is what a call or training could have stored. Columns
 * that are not named here describe one database only and are not imported.
 */

const count = z.int().min(0)
const flag = z.int().min(0).max(1)
/** A number as SQLite stores it: NaN is NULL, and a number that overflowed is an infinity. */
const real = z.union([z.number(), z.literal([Infinity, -Infinity])]).nullable()
const milliseconds = z.number().min(0)
const moment = z.iso.datetime({ error: 'must be a date and time in UTC (ISO 8601)' })
const hash = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')
const identity = prose(200).min(1)
const said = prose(MOST_NOTES)
const name = prose(500)
const json = (maxLength: number) => z.string().max(maxLength)
const blob = z.instanceof(Uint8Array, { error: 'must be bytes' })

/** A text that a call would have stored unchanged. */
const asCalled = (schema: z.ZodType<string, string>) =>
  z
    .string()
    .refine((text) => text === text.trim(), 'must not start or end with a space')
    .pipe(schema)

export const runRow = z.object({
  id: z.int().positive(),
  config_json: json(1_000_000),
  config_hash: hash,
  environment: name,
  seed: count.max(4_294_967_295),
  status: z.enum(runStatuses),
  reason: said.nullable(),
  engine: name.nullable(),
  created_at: moment,
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
  episodes: count,
  environment_steps: count,
  updates: count,
  wall_time_ms: milliseconds,
  mean_return_last_100: real,
  standard_error_last_100: real,
  last_return: real,
  mean_return_last_10: real,
  mean_return_last_1000: real,
  best_mean_return_100: real,
  area_under_learning_curve: real,
  success_rate_last_100: z.number().min(0).max(1).nullable(),
  solved_episode: count.nullable(),
  solved_environment_steps: count.nullable(),
  solved_wall_time_ms: milliseconds.nullable(),
  metrics_hash: hash.nullable(),
  policy_text: name,
  estimator_text: name,
  optimizer_text: name,
  provenance_json: json(100_000).nullable(),
  notes: prose(MOST_NOTES),
  is_starred: flag,
  is_locked: flag,
  is_archived: flag,
  deleted_at: moment.nullable(),
  identity,
})
export type RunRow = z.infer<typeof runRow>

export const episodeRow = z.object({
  episode_index: count,
  episode_return: real,
  length: z.int().min(1),
  terminated: flag,
  truncated: flag,
  environment_steps: count,
  wall_time_ms: milliseconds,
})

export const updateRow = z
  .object({ update_index: count, episodes: count, environment_steps: count })
  .extend({ wall_time_ms: milliseconds })
  // All other columns are numbers that were measured at the update.
  .catchall(real)

export const checkpointRow = z.object({
  update_index: count,
  parameters: blob,
  observation_moments: blob.nullable(),
  estimator_state: blob.nullable(),
})

export const trainingStateRow = z.object({
  made_by: prose(2000),
  engine: name,
  progress_json: json(100_000),
  state: blob,
})

export const recordingRow = z.object({
  update_index: count,
  name: asCalled(recordingName),
  episode_return: real,
  length: z.int().min(1),
  terminated: flag,
  episode_json: json(500_000_000),
  created_at: moment,
  deleted_at: moment.nullable(),
  moment: z.enum(recordingMoments).nullable(),
  trashed_after_days: count.nullable(),
})

export const experimentRow = z.object({
  id: z.int().positive(),
  ...experimentTexts.shape,
  name: asCalled(experimentTexts.shape.name),
  sweep_json: json(5_000_000).nullable(),
  created_at: moment,
  deleted_at: moment.nullable(),
  identity,
})

/** Tables whose rows can be judged one by one. */
export const otherRows = {
  tags: z.object({ tag: asCalled(runTag) }),
  run_alerts: z.object({ alert_id: z.enum(alertIds) }),
  dismissed_alerts: z.object({ alert_id: z.enum(alertIds) }),
  run_events: z.object({
    kind: z.enum([...runStatuses, ...runEventKinds]),
    happened_at: moment,
    episodes: count,
    environment_steps: count,
    updates: count,
    wall_time_ms: milliseconds,
    detail: said.nullable(),
  }),
  distributions: z.object({
    quantity: z.enum(['advantage', 'action']),
    component: count.max(10_000),
    update_index: count,
    lowest: z.number(),
    width: z.number().min(0),
    counts_json: json(200_000),
  }),
  summaries: z.object({
    metric: z.string(),
    size: z.literal([64, 4096]),
    block: count,
    count: z.int().min(1).max(4096),
    total: real,
    minimum: z.number(),
    maximum: z.number(),
    episodes: count,
    environment_steps: count,
    wall_time_ms: milliseconds,
  }),
  summarized: z.object({
    row_source: z.enum(['episodes', 'updates']),
    row_count: count.multipleOf(64),
  }),
} as const

/** Tables whose rows are judged together with the run they belong to. */
export const rowsOfRun = {
  episodes: episodeRow,
  updates: updateRow,
  checkpoints: checkpointRow,
  training_states: trainingStateRow,
  recordings: recordingRow,
  ...otherRows,
} as const

/** What `training_states.progress_json` holds. */
export const progressDocument = z.object({
  episodes: count,
  environmentSteps: count,
  updates: count,
  wallTimeMs: milliseconds,
})

/** Describes `provenance_json`. Earlier versions stored only a part of it. */
export const provenanceDocument = z
  .looseObject({
    version: name,
    buildHash: name.nullable(),
    kernelHash: name.nullable(),
    node: name,
    electron: name.nullable(),
    sqlite: name,
    operatingSystem: name,
    processor: name,
    cores: z.int().min(1).max(1_000_000),
    threads: z.int().min(1).max(1_000_000),
  })
  .partial()

export const countsDocument = z.array(count).max(10_000)
