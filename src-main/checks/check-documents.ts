import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import { recordedEpisodeSchema } from '#shared/recorded-episode.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { sweepSchema } from '#shared/sweep.ts'
import { configHash } from '#main/runs/config-hash.ts'
import type { Db } from '#main/store/database.ts'
import { readJson, refuseAt } from './refuse-at.ts'
import {
  countsDocument,
  experimentRow,
  provenanceDocument,
  recordingRow,
  type RunRow,
} from './row-rules.ts'

/** Returns the configuration of a run. Throws if it is not allowed, or if its hash is not the stored one. */
export function checkConfiguration(run: RunRow): RunConfig {
  let raw
  let config
  try {
    raw = readJson(run.config_json) as RunConfig
    config = parseRunConfig(raw)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw new ApiError('conflict', `its configuration is not allowed (${error.message})`)
  }
  const hash = configHash(raw)
  if (hash !== run.config_hash) {
    throw new ApiError(
      'conflict',
      `config_hash is ${run.config_hash}; must be ${hash}, that of its configuration`,
    )
  }
  if (config.seed !== run.seed) {
    throw new ApiError('conflict', `seed is ${run.seed}; its configuration says ${config.seed}`)
  }
  if (config.environment.id !== run.environment) {
    throw new ApiError(
      'conflict',
      `environment is ${run.environment}; its configuration says ${config.environment.id}`,
    )
  }
  return config
}

/** Throws if a row of `experiments`, with its sweep, holds something that is not allowed. */
export function checkExperiment(found: unknown): void {
  const { sweep_json } = parseOrThrow(experimentRow, found)
  if (sweep_json === null) return
  refuseAt('sweep_json', () => parseOrThrow(sweepSchema, readJson(sweep_json)))
}

/** Throws if a document that is stored with the run cannot be read or holds something that is not allowed. */
export function checkDocuments(db: Db, run: RunRow): void {
  if (run.provenance_json !== null) {
    const json = run.provenance_json
    refuseAt('provenance_json', () => parseOrThrow(provenanceDocument, readJson(json)))
  }
  const counts = db
    .prepare<[number], string>(`SELECT counts_json FROM distributions WHERE run_id = ?`)
    .pluck()
  for (const json of counts.iterate(run.id)) {
    refuseAt('distributions, counts_json', () => parseOrThrow(countsDocument, readJson(json)))
  }
  const recordings = db.prepare<[number]>(`SELECT * FROM recordings WHERE run_id = ? ORDER BY id`)
  for (const found of recordings.iterate(run.id)) {
    refuseAt('recordings', () => checkRecording(parseOrThrow(recordingRow, found), run))
  }
}

function checkRecording(row: ReturnType<typeof recordingRow.parse>, { updates }: RunRow): void {
  if (row.update_index > updates) {
    throw new ApiError(
      'conflict',
      `update_index is ${row.update_index}; must be at most ${updates}, the updates of the run`,
    )
  }
  const episode = refuseAt('episode_json', () =>
    parseOrThrow(recordedEpisodeSchema, withNumbers(readJson(row.episode_json))),
  )
  if (episode.steps.length !== row.length || Number(episode.terminated) !== row.terminated) {
    throw new ApiError('conflict', 'episode_json holds a different episode from its row')
  }
}

/** Reads null as NaN, which JSON has no word for: a policy that diverged may have been recorded. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => (each === null ? 0 : withNumbers(each)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === null && mayBeNoNumber.has(key) ? 0 : withNumbers(member),
    ]),
  )
}
const mayBeNoNumber = new Set(['reward', 'action', 'discountedReturn', 'episodeReturn'])
