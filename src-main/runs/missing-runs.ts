import { ApiError } from '#shared/errors.ts'
import { runsOfSweepInSteps } from '#shared/expand-sweep.ts'
import { formatCounted } from '#shared/format-number.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { MOST_RUNS, type Sweep } from '#shared/sweep.ts'
import { configHash } from './config-hash.ts'

/** Yields the runs of a sweep that are not known yet, by configuration hash and seed, in small steps. */
export function* missingRuns(
  sweep: Sweep,
  known: ReadonlySet<string>,
): Generator<void, readonly RunConfig[], void> {
  const missing: RunConfig[] = []
  for (const config of yield* runsOfSweepInSteps(sweep)) {
    yield
    if (!known.has(`${configHash(config)} ${config.seed}`)) missing.push(config)
  }
  const runs = known.size + missing.length
  if (runs <= MOST_RUNS) return missing
  throw new ApiError(
    'invalid-params',
    `The experiment would have ${formatCounted(runs, 'run')}; at most ${MOST_RUNS} are allowed`,
  )
}
