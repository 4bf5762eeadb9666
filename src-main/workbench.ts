import { existsSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, normalize } from 'node:path'
import { methods, type Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { formatCounted } from '#shared/format-number.ts'
import type { DatabaseRequest, PlacePurpose, Places } from '#shared/places.ts'
import type { EventMessage } from '#shared/rpc.ts'
import type { Backend } from './backend-contract.ts'
import { homeFolder } from './data-directory.ts'
import type { RememberedPlaces } from './places.ts'
import { copyDatabase, removeDatabase } from './store/copy-database.ts'
import { CALL_PATIENCE_MS, whenFree } from './store/when-free.ts'

/** How long a start waits for another program's lock: without the database there is nothing to show. */
const START_PATIENCE_MS = 5000

interface WorkbenchOptions {
  readonly databasePath: string
  openBackend(databasePath: string): Backend | Promise<Backend>
  readonly places: RememberedPlaces
  /** Lets a person choose a path; left out: there are no dialogs. Null: none was chosen. */
  readonly choosePath?: (purpose: PlacePurpose, databasePath: string) => Promise<string | null>
  readonly report: (error: unknown) => void
}

export interface Workbench extends Backend {
  databasePath(): string
}

/**
 * The backend of a window, which holds the one database that is open and can put another in its place.
 * Clients stay connected: they hear `database.changed` and ask for everything anew.
 */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { places, choosePath, report } = options
  let databasePath = options.databasePath
  const open = async (path: string, busyMs: number): Promise<Backend> =>
    whenFree(() => options.openBackend(path), { busyMs })
  let present = await open(databasePath, START_PATIENCE_MS)
  /** Who listens, each with what ends its subscription to the present backend. */
  const listeners = new Map<(message: EventMessage) => void, () => void>()
  /** While the file is closed, calls wait for it. */
  let changing: Promise<unknown> | null = null

  function install(backend: Backend, path: string): void {
    for (const unsubscribe of listeners.values()) unsubscribe()
    present = backend
    databasePath = path
    for (const listener of listeners.keys()) listeners.set(listener, present.subscribe(listener))
  }
  function announce(): void {
    for (const listener of listeners.keys()) {
      try {
        listener({ event: 'database.changed', data: { databasePath } })
      } catch (error) {
        // One client that fails must not keep the news from the others.
        report(error)
      }
    }
  }

  /** One change at a time. */
  function change<T>(work: () => Promise<T>): Promise<T> {
    if (changing) throw new ApiError('conflict', 'Another database is being opened; wait for it')
    const result = work().finally(() => (changing = null))
    changing = result.catch(() => undefined)
    return result
  }

  function refuseWhileTraining({ interruptsRuns }: Pick<DatabaseRequest, 'interruptsRuns'>): void {
    const { ownRuns } = present.inUse()
    if (ownRuns === 0 || interruptsRuns) return
    throw new ApiError(
      'conflict',
      `${formatCounted(ownRuns, 'run')} of this database ${ownRuns === 1 ? 'trains or waits' : 'train or wait'}; wait for the end, or let them be interrupted: what they have learned stays`,
    )
  }

  const listPlaces = (): Places => ({
    databasePath,
    recentDatabases: [...new Set([databasePath, ...places.recentDatabases()])],
    hasDialogs: choosePath !== undefined,
    exportFolder: choosePath ? places.exportFolder() : null,
  })

  const replace = (path: string): Promise<Places> =>
    change(async () => {
      const left = { backend: present, path: databasePath }
      // The one that is open stays so until the other is.
      install(await open(path, CALL_PATIENCE_MS), path)
      places.opened(path, left.path)
      announce()
      await left.backend.close().catch(report)
      return listPlaces()
    })

  const moveTo = (path: string): Promise<Places> =>
    change(async () => {
      const from = databasePath
      await present.close()
      try {
        await copyDatabase(from, path)
        install(await open(path, START_PATIENCE_MS), path)
      } catch (error) {
        install(await open(from, START_PATIENCE_MS), from)
        announce()
        throw error
      }
      // From here on the copy is the database: what goes wrong with the old file loses nothing.
      try {
        removeDatabase(from)
        places.moved(path, from)
      } catch (error) {
        report(error)
      }
      announce()
      return listPlaces()
    })

  const own = {
    'places.get': listPlaces,
    'places.choose': async ({ purpose }: { purpose: PlacePurpose }) => {
      if (!choosePath) throw new ApiError('conflict', 'There are no dialogs here; type the path')
      return { path: await choosePath(purpose, databasePath) }
    },
    'places.setExportFolder': ({ path }: { path: string }) => {
      const folder = absolute(path)
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        throw new ApiError('not-found', `There is no folder ${folder}`)
      }
      places.setExportFolder(folder)
      return listPlaces()
    },
    'database.open': (request: DatabaseRequest) => {
      const path = absolute(request.path)
      if (!existsSync(path)) {
        throw new ApiError(
          'not-found',
          `There is no database ${path}; create it, or choose another`,
        )
      }
      if (isSame(path, databasePath)) throw new ApiError('conflict', `${path} is open already`)
      refuseWhileTraining(request)
      return replace(path)
    },
    'database.create': (request: DatabaseRequest) => {
      const path = absolute(request.path)
      if (existsSync(path)) {
        throw new ApiError('conflict', `${path} is there already; open it, or choose another name`)
      }
      refuseWhileTraining(request)
      return replace(path)
    },
    'database.move': (request: DatabaseRequest) => {
      const path = absolute(request.path)
      if (existsSync(path)) {
        throw new ApiError('conflict', `${path} is there already; choose a name that is free`)
      }
      if (present.inUse().otherPrograms > 0) {
        throw new ApiError(
          'conflict',
          `Another program uses ${databasePath}, which must not move under it; close that program first`,
        )
      }
      refuseWhileTraining(request)
      return moveTo(path)
    },
  } satisfies Partial<Handlers>

  const forwarded = Object.fromEntries(
    Object.keys(methods).map((name) => {
      const ask = (params: unknown) =>
        (present.handlers[name as keyof Handlers] as (params: unknown) => unknown)(params)
      return [
        name,
        (params: unknown) => (changing ? changing.then(() => ask(params)) : ask(params)),
      ]
    }),
  )

  return {
    // Object.keys forgets which method has which parameters.
    handlers: { ...(forwarded as unknown as Handlers), ...own },
    subscribe(listener) {
      listeners.set(listener, present.subscribe(listener))
      return () => {
        listeners.get(listener)?.()
        listeners.delete(listener)
      }
    },
    inUse: () => present.inUse(),
    databasePath: () => databasePath,
    async close() {
      await changing
      await present.close()
    },
  }
}

const MOST_BYTES_OF_NAME = 255

/** A path as a person types it, from the home folder where it begins with a tilde. */
function absolute(path: string): string {
  const whole = /^~[\\/]/.test(path) ? join(homeFolder(), path.slice(2)) : path
  if (!isAbsolute(whole)) {
    throw new ApiError('invalid-params', `The path ${path} must begin at the root of the disk`)
  }
  if (whole.includes('\0')) {
    throw new ApiError('invalid-params', 'The path holds a NUL character, which no name may have')
  }
  if (
    Buffer.byteLength(whole) > 4000 ||
    whole.split(/[\\/]/).some((name) => Buffer.byteLength(name) > MOST_BYTES_OF_NAME)
  ) {
    throw new ApiError(
      'invalid-params',
      `The path, or a name in it, is too long; a name may have ${MOST_BYTES_OF_NAME} bytes, a path 4000`,
    )
  }
  return normalize(whole)
}

/** Whether two paths are of one file, by whatever name. */
const isSame = (one: string, other: string): boolean => realpathSync(one) === realpathSync(other)
