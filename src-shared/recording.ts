import * as z from 'zod'
import { recordedEpisodeSchema } from './recorded-episode.ts'
import { line } from './stored-text.ts'

const recordingId = z.int().positive()
export const recordingName = line(120).describe('Name of the saved episode')

export const keepRequest = z.strictObject({ name: recordingName, episode: recordedEpisodeSchema })
export const recordingRequest = z.strictObject({ recordingId })
export const renameRequest = z.strictObject({ recordingId, name: recordingName })

/** Why the workbench kept an episode by itself. */
export const recordingMoments = ['untrained', 'training', 'solved', 'end'] as const
export type RecordingMoment = (typeof recordingMoments)[number]

/** A kept episode, without its steps. */
export interface Recording {
  readonly id: number
  readonly runId: number
  /** Updates the policy had received. */
  readonly update: number
  readonly name: string
  /** Null: a person kept it. */
  readonly moment: RecordingMoment | null
  readonly episodeReturn: number
  readonly length: number
  readonly terminated: boolean
  /** ISO 8601, UTC. */
  readonly createdAt: string
}
