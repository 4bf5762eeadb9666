import { methods, type Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { Backend } from './backend-contract.ts'

/** Stands in for a database that is not open: it answers every call with the reason. */
export function closedBackend(reason: string): Backend {
  const refuse = () => {
    throw new ApiError('conflict', reason)
  }
  return {
    handlers: Object.fromEntries(
      Object.keys(methods).map((name) => [name, refuse]),
    ) as unknown as Handlers,
    subscribe: () => () => undefined,
    inUse: () => ({ ownRuns: 0, otherPrograms: 0 }),
    close: () => Promise.resolve(),
  }
}
