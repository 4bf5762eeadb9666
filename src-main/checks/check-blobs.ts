import { deserialize } from 'node:v8'
import { parameterLayout } from '#core/engines/network-shape.ts'
import { networkShape } from '#core/policies/create-policy.ts'
import { describeEnvironment } from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Db } from '#main/store/database.ts'
import { readJson, refuseAt } from './refuse-at.ts'
import { checkpointRow, progressDocument, trainingStateRow, type RunRow } from './row-rules.ts'

/**
 * Throws if the policy or the training state of a run cannot be read, or has another length than its
 * configuration asks for.
 */
export function checkBlobs(db: Db, run: RunRow, config: RunConfig): void {
  const checkpoint = db.prepare(`SELECT * FROM checkpoints WHERE run_id = ?`).get(run.id)
  if (checkpoint) refuseAt('checkpoints', () => checkCheckpoint(checkpoint, run, config))
  const state = db.prepare(`SELECT * FROM training_states WHERE run_id = ?`).get(run.id)
  if (state) refuseAt('training_states', () => checkState(state, run))
}

function checkCheckpoint(found: unknown, run: RunRow, config: RunConfig): void {
  const row = parseOrThrow(checkpointRow, found)
  atMost('update_index', row.update_index, run.updates)
  hasBytes('parameters', row.parameters, 4 * parameterLayout(networkShape(config)).count)
  if (row.observation_moments !== null) {
    const { length } = describeEnvironment(config.environment).observation
    hasBytes('observation_moments', row.observation_moments, 8 * (1 + 2 * length))
  }
  if (row.estimator_state !== null) read('estimator_state', row.estimator_state)
}

function checkState(found: unknown, run: RunRow): void {
  const row = parseOrThrow(trainingStateRow, found)
  const progress = refuseAt('progress_json', () =>
    parseOrThrow(progressDocument, readJson(row.progress_json)),
  )
  atMost('episodes in progress_json', progress.episodes, run.episodes)
  atMost('updates in progress_json', progress.updates, run.updates)
  const state = read('state', row.state)
  const isState =
    state['policy'] instanceof Float32Array &&
    Array.isArray(state['crew']) &&
    ['optimizer', 'baseline', 'progress'].every((part) => part in state)
  if (!isState) throw new ApiError('conflict', 'state is not a training state')
}

/** Reads a value that was stored in V8's format of structured clones. */
function read(column: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = deserialize(bytes)
  } catch {
    value = null
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new ApiError('conflict', `${column} has ${bytes.length} bytes that cannot be read`)
}

function hasBytes(column: string, bytes: Uint8Array, wanted: number): void {
  if (bytes.length === wanted) return
  throw new ApiError(
    'conflict',
    `${column} has ${bytes.length} bytes; must have ${wanted}, as its configuration says`,
  )
}

function atMost(column: string, value: number, most: number): void {
  if (value <= most) return
  throw new ApiError(
    'conflict',
    `${column} is ${value}; must be at most ${most}, the run's own number`,
  )
}
