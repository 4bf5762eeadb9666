import * as z from 'zod'
import { batch, budget } from './batch.ts'
import { engine } from './engine.ts'
import { environment } from './environment.ts'
import { estimator } from './estimator.ts'
import { optimizer } from './optimizer.ts'
import { policy } from './policy.ts'

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
