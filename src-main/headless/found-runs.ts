import { Option } from 'commander'
import type { Run } from '#shared/run.ts'
import { ApiError } from '#shared/errors.ts'
import type { Backend } from '#main/backend-contract.ts'
import { call } from './with-backend.ts'

const RUNS_A_CALL = 1000

export const filterFlag = () =>
  new Option(
    '--filter <filter>',
    'only runs that a filter finds, such as "gamma >= 0.99 and not tag = pilot"',
  )

/** All runs that a filter finds, newest first, and how many are left out because they are archived. */
export async function findRuns(
  backend: Backend,
  query: { readonly filter?: string; readonly withArchived: boolean },
): Promise<{ readonly runs: Run[]; readonly archivedCount: number }> {
  const runs: Run[] = []
  for (;;) {
    const part = { ...query, offset: runs.length, limit: RUNS_A_CALL }
    const { groups, runCount, archivedCount } = await call(backend, 'runs.query', part)
    runs.push(...groups.flatMap((group) => group.runs))
    if (groups.length === 0 || runs.length >= runCount) return { runs, archivedCount }
  }
}

/** The numbers of all runs that a filter finds, newest first; there must be some, and not too many. */
export async function findRunIds(backend: Backend, filter: string): Promise<readonly number[]> {
  const { runIds, runCount } = await call(backend, 'runs.ids', { filter })
  if (runCount === 0) throw new ApiError('not-found', `No run is found by ${filter}`)
  if (runIds.length === runCount) return runIds
  throw new ApiError(
    'invalid-params',
    `${filter} finds ${runCount.toLocaleString('en')} runs; at most ${runIds.length.toLocaleString('en')} are allowed`,
  )
}
