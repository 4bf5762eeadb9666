import * as z from 'zod'
import { batch, budget } from './config/batch.ts'
import { disagreements } from './config/disagreements.ts'
import { engine } from './config/engine.ts'
import { environment } from './config/environment.ts'
import { estimator } from './config/estimator.ts'
import { optimizer } from './config/optimizer.ts'
import { policy } from './config/policy.ts'
import { parseOrThrow } from './parse.ts'

/*
 * Everything that determines a run. The form, the command line, validation, presets and the stored
 * JSON derive from this schema and its parts in config/: `.meta({ title, formula })` is the label,
 * `.describe()` the help. zod's JSON Schema of it is what the form is made from.
 */

/** Every field by itself, without the rules that hold between them. */
export const runConfigShape = z.strictObject({
  environment,
  policy,
  estimator: estimator.prefault({}),
  optimizer,
  batch,
  budget,
  engine,
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(1)
    .describe('Decides every random draw: the same configuration and seed give the same run')
    .meta({ title: 'Seed' }),
})

/** A configuration with every default filled in. */
export type RunConfig = z.infer<typeof runConfigShape>
/** What a person may write: fields with a default may be left out. */
export type RunConfigInput = z.input<typeof runConfigShape>

export const runConfigSchema = runConfigShape.superRefine((config, context) => {
  for (const { path, message } of disagreements(config)) {
    context.addIssue({ code: 'custom', path: [...path], message, input: config })
  }
})

/** The configuration in `input` with defaults filled in; throws one sentence naming the wrong field. */
export const parseRunConfig = (input: unknown): RunConfig => parseOrThrow(runConfigSchema, input)
