import { environment } from '#shared/config/environment.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'

/** A configured environment with its defaults filled in. */
export const environmentConfig = (input: RunConfigInput['environment']): RunConfig['environment'] =>
  environment.parse(input)
