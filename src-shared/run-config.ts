import { disagreements } from './config/disagreements.ts'
import { runConfigShape, type RunConfig } from './config/shape.ts'
import { parseOrThrow } from './parse.ts'

export { runConfigShape } from './config/shape.ts'
export type { RunConfig, RunConfigInput } from './config/shape.ts'

/*
 * Everything that determines a run. The form, the command line, validation, presets and the stored
 * JSON derive from this schema and its parts in config/: `.meta({ title, formula })` is the label,
 * `.describe()` the help. zod's JSON Schema of it is what the form is made from.
 */

/** A configuration whose fields also agree with one another. */
export const runConfigSchema = runConfigShape.superRefine((config, context) => {
  for (const { path, message } of disagreements(config)) {
    context.addIssue({ code: 'custom', path: [...path], message, input: config })
  }
})

/** The configuration in `input` with defaults filled in; throws one sentence naming the wrong field. */
export const parseRunConfig = (input: unknown): RunConfig => parseOrThrow(runConfigSchema, input)
