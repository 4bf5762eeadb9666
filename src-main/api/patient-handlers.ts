import type { Handlers } from '#shared/api.ts'
import { whenFree, type Patience } from '#main/store/when-free.ts'

/**
 * Makes handlers patient with the storage: they try a call that meets a lock or a failing disk again for a
 * while, then refuse it in a sentence. A handler may therefore be called several times for one call, and must
 * change nothing, in memory either, before its write succeeded.
 */
export const patientHandlers = (handlers: Handlers, patience: Patience): Handlers =>
  Object.fromEntries(
    Object.entries(handlers as Record<string, (params: unknown) => unknown>).map(
      ([name, handler]) => [name, (params: unknown) => whenFree(() => handler(params), patience)],
    ),
    // Object.entries forgets which method has which parameters.
  ) as unknown as Handlers
