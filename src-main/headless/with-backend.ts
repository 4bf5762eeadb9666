import { existsSync } from 'node:fs'
import {
  methods,
  type CallParams,
  type Events,
  type MethodName,
  type Params,
  type Result,
} from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'
import type { Backend } from '#main/backend-contract.ts'
import { defaultDatabasePath } from '#main/data-directory.ts'
import { say } from './output.ts'

export interface BackendFlags {
  readonly database?: string
  readonly workers?: number
  readonly threadsPerRun?: number
  /** Whether a window or server takes up what a killed command leaves unfinished. */
  readonly leavesRuns?: boolean
}

/** How long a command waits for another program's lock. It is long because scripts should not fail. */
const LOCK_PATIENCE_MS = 120_000

export const report = (error: unknown): void =>
  say(error instanceof Error ? error.message : String(error))

/** Waits for a lock, and says so once. */
const patience = () => ({
  busyMs: LOCK_PATIENCE_MS,
  onWait: ({ problem }: { readonly problem: string }) => say(`${problem}; waiting …`),
})

/** Says on stderr when runs are held up because they cannot be stored, and when they continue. */
function tellOfStorage(backend: Pick<Backend, 'subscribe'>): void {
  backend.subscribe(({ event, data }) => {
    if (event !== 'storage.changed') return
    const { heldUp } = data as Events['storage.changed']
    if (heldUp) say(`${heldUp.problem}; runs wait and resume by themselves.`)
    else say('The database can be written again; runs resume.')
  })
}

/** What the flags say of a backend. */
const optionsOf = ({ workers, threadsPerRun, leavesRuns }: BackendFlags) => ({
  ...(leavesRuns === undefined ? {} : { leavesRuns }),
  ...(workers === undefined ? {} : { workers }),
  ...(threadsPerRun === undefined ? {} : { threadsPerRun }),
  report,
})

/** Opens the backend of a window, which can open another database, and closes it whatever happens. */
export async function withWorkbench<T>(
  flags: BackendFlags,
  use: (backend: Backend) => Promise<T>,
): Promise<T> {
  const [{ createBackend }, { openWorkbench }, { createRememberedPlaces, lastDatabasePath }] =
    await Promise.all([
      import('#main/backend.ts'),
      import('#main/workbench.ts'),
      import('#main/places.ts'),
    ])
  const workbench = await openWorkbench({
    databasePath: flags.database ?? lastDatabasePath(),
    openBackend: (databasePath, isChecked) =>
      createBackend({ databasePath, isChecked, keepsQueue: true, ...optionsOf(flags) }),
    places: createRememberedPlaces(),
    report,
  })
  tellOfStorage(workbench)
  return use(workbench).finally(workbench.close)
}

/** Opens the workbench for `use` and closes it whatever happens. */
export async function withBackend<T>(
  { database, ...flags }: BackendFlags,
  use: (backend: Backend) => Promise<T>,
): Promise<T> {
  // Loaded here, so that commands without a database start at once.
  const { openBackend } = await import('#main/open-backend.ts')
  const options = {
    databasePath: database ?? defaultDatabasePath(),
    patience: patience(),
    ...optionsOf(flags),
  }
  const backend = await openBackend(options, patience())
  tellOfStorage(backend)
  try {
    return await use(backend)
  } finally {
    await backend.close()
  }
}

/** Like `withBackend`, for commands that only look: a misspelt --database makes no new file. */
export async function withExistingDatabase<T>(
  flags: BackendFlags,
  use: (backend: Backend) => Promise<T>,
): Promise<T> {
  requireDatabase(flags)
  return withBackend(flags, use)
}

/** A misspelt --database is refused. */
export function requireDatabase({ database }: BackendFlags): void {
  if (database === undefined || existsSync(database)) return
  throw new ApiError('not-found', `There is no database ${database}`)
}

/** Calls a method as a client would: what a person typed is checked first. */
export async function call<M extends MethodName>(
  { handlers }: Pick<Backend, 'handlers'>,
  method: M,
  params: CallParams<M>,
): Promise<Result<M>> {
  const handler = handlers[method] as (params: Params<M>) => Result<M> | Promise<Result<M>>
  return handler(parseOrThrow(methods[method].params, params) as Params<M>)
}
