import { ApiError } from '#shared/errors.ts'
import type { Run } from '#shared/run.ts'

/** Another program trains the run, and only that one can do something to it. */
export const elsewhere = (runId: number) =>
  new ApiError('conflict', `Run ${runId} belongs to another program that is using this database`)

/** The run has no policy to act with. */
export const noPolicy = ({ id, status }: Run) =>
  new ApiError(
    'conflict',
    status === 'queued'
      ? `Run ${id} has no policy to watch yet: it waits for a free worker`
      : `Run ${id} has no policy to watch: no update of it is stored`,
  )
