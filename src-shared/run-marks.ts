import * as z from 'zod'
import { line, prose } from './stored-text.ts'

/* What a person marks runs with: it decides nothing about their training. */

export const MOST_TAGS = 20
export const MOST_NOTES = 20_000

const runId = z.int().positive()
export const runTag = line(60)
const switches = {
  isStarred: z.boolean().optional(),
  isLocked: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  notes: prose(MOST_NOTES).optional(),
}

/** The same change for each of these runs; what is left out stays as it is. */
export const markChange = z.strictObject({
  runIds: z.array(runId).min(1).max(10_000),
  ...switches,
  addTags: z.array(runTag).max(MOST_TAGS).default([]),
  removeTags: z.array(runTag).default([]),
})
export type MarkChange = z.infer<typeof markChange>

/** Marks of one run; what is left out stays as it is. */
const runMarks = z.strictObject({
  runId,
  ...switches,
  tags: z.array(runTag).max(MOST_TAGS).optional(),
})
export type RunMarks = z.infer<typeof runMarks>

export const marksOfRuns = z.strictObject({ marks: z.array(runMarks).min(1).max(10_000) })
