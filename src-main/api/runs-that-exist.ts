import type { Handlers, MethodName } from '#shared/api.ts'
import type { Store } from '#main/store/store.ts'

/** Takes a run out of the trash, where no other call finds it. */
const FINDS_DELETED: MethodName = 'runs.restore'

/**
 * Makes every handler refuse a run that does not exist for clients, whatever is stored under its number: one
 * that was deleted, or that is hidden until all of a start or an import is stored. Lists of runs need no such
 * check, because the store leaves out those that do not exist.
 */
export const requiringRuns = (handlers: Handlers, { runs }: Pick<Store, 'runs'>): Handlers =>
  Object.fromEntries(
    Object.entries(handlers as Record<string, (params: unknown) => unknown>).map(
      ([name, handler]) => [
        name,
        (params: unknown) => {
          if (name !== FINDS_DELETED && isAboutRun(params)) runs.require(params.runId)
          return handler(params)
        },
      ],
    ),
    // Object.entries forgets which method has which parameters.
  ) as unknown as Handlers

const isAboutRun = (params: unknown): params is { readonly runId: number } =>
  typeof params === 'object' &&
  params !== null &&
  'runId' in params &&
  typeof params.runId === 'number'
