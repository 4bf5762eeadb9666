import * as z from 'zod'
import { experimentTexts } from './experiment.ts'
import { parseOrThrow } from './parse.ts'
import { sweepSchema, type Sweep } from './sweep.ts'

/* A sweep as a file: its texts beside its parts, for the command line and for dropping on the window. */

const texts = z.strictObject({ ...experimentTexts.shape, name: z.string().max(200).default('') })
const fileSchema = z.strictObject({ ...texts.shape, ...sweepSchema.shape })

export interface ExperimentFile {
  readonly texts: z.infer<typeof texts>
  readonly sweep: Sweep
}

/** What a file holds; throws one sentence naming what is wrong with it. A name may be missing. */
export function parseExperimentFile(input: unknown): ExperimentFile {
  const { name, question, hypothesis, notes, conclusion, ...sweep } = parseOrThrow(
    fileSchema,
    input,
  )
  return {
    texts: { name, question, hypothesis, notes, conclusion },
    // Once more: how its parts belong together.
    sweep: parseOrThrow(sweepSchema, sweep),
  }
}

/** What `parseExperimentFile` reads back. */
export const experimentFile = ({ texts, sweep }: ExperimentFile) => ({ ...texts, ...sweep })
