import { ARITHMETIC_VERSION, earlierRunsWarning } from '#shared/arithmetic.ts'
import type { Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { call } from './with-backend.ts'

/** A filter may have at most 1,000 characters. */
const HASHES_PER_FILTER = 40

/** Warns if some of these runs are new seeds beside runs of an earlier arithmetic; null if none is. */
export async function earlierSeedsWarning(
  backend: Backend,
  runs: readonly Run[],
): Promise<string | null> {
  const hashes = [...new Set(runs.map(({ configHash }) => configHash))]
  let found = 0
  for (let i = 0; i < hashes.length; i += HASHES_PER_FILTER) {
    const some = hashes.slice(i, i + HASHES_PER_FILTER).join(', ')
    const filter = `configHash in (${some}) and arithmetic < ${ARITHMETIC_VERSION}`
    found += (await call(backend, 'runs.ids', { filter })).runCount
  }
  return earlierRunsWarning(found)
}
