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
import { databaseHealth, prepareDatabase } from './checks/prepare-database.ts'
import { closedBackend } from './closed-backend.ts'
import { copyDatabase, removeDatabase } from './store/copy-database.ts'
import { fileProblem } from './store/file-problems.ts'
import { CALL_PATIENCE_MS, whenFree } from './store/when-free.ts'

/** How long a start waits for another program's lock. Without the database there is nothing to show. */
const START_PATIENCE_MS = 5000

interface WorkbenchOptions {
  readonly databasePath: string
  /** `isChecked` says that a process of its own has just checked the file. */
  openBackend(databasePath: string, isChecked: boolean): Backend | Promise<Backend>
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
  async function open(path: string, busyMs: number): Promise<Backend> {
    // A database that was not opened here before is checked whatever its size.
    const checksAll = path !== databasePath && !places.recentDatabases().includes(path)
    const isChecked = await prepareDatabase(path, checksAll)
    return whenFree(() => options.openBackend(path, isChecked), { busyMs })
  }
  let present = await open(databasePath, START_PATIENCE_MS)
  /** Who listens, each with what ends its subscription to the present backend. */
  const listeners = new Map<(message: EventMessage) => void, () => void>()
  /** Whether no database is open because the one to be moved could not be opened again. */
  let isMissing = false
  /** While the file is closed, calls wait for it. */
  let changing: Promise<unknown> | null = null

  function install(backend: Backend, path: string): void {
    for (const unsubscribe of listeners.values()) unsubscribe()
    present = backend
    isMissing = false
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

  /** One change at a time: `work`, with its questions whether it may begin, finds a database that is open. */
  const change =
    <T>(work: (request: DatabaseRequest) => Promise<T>) =>
    (request: DatabaseRequest): Promise<T> => {
      if (changing) throw new ApiError('conflict', 'Another database is being opened; wait for it')
      const result = work(request).finally(() => (changing = null))
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

  const listPlaces = (problem: string | null = null): Places => ({
    problem,
    databasePath,
    recentDatabases: [...new Set([databasePath, ...places.recentDatabases()])],
    hasDialogs: choosePath !== undefined,
    exportFolder: choosePath ? places.exportFolder() : null,
  })

  /** The path is remembered for the next start. If that fails, the database that is open stays open. */
  function remember(write: () => void): string | null {
    try {
      write()
      return null
    } catch (error) {
      report(error)
      return `${databasePath} is open, but could not be saved for the next start (${fileProblem(error)})`
    }
  }

  async function replace(path: string): Promise<Places> {
    const left = { backend: present, path: databasePath }
    const isNew = !existsSync(path)
    let opened: Backend
    try {
      // The current database stays open until the other one is.
      opened = await open(path, CALL_PATIENCE_MS)
    } catch (error) {
      // A database that could not be created leaves nothing behind.
      if (isNew && existsSync(path)) removeDatabase(path)
      throw error
    }
    install(opened, path)
    const problem = remember(() => places.opened(path, left.path))
    announce()
    await left.backend.close().catch(report)
    return listPlaces(problem)
  }

  async function moveTo(path: string): Promise<Places> {
    const from = databasePath
    await present.close()
    try {
      await copyDatabase(from, path, databaseHealth)
      install(await open(path, START_PATIENCE_MS), path)
    } catch (error) {
      await openAgain(from, error)
      announce()
      throw error
    }
    // From here on the copy is the database: what goes wrong with the old file loses nothing.
    const problem = remember(() => {
      removeDatabase(from)
      places.moved(path, from)
    })
    announce()
    return listPlaces(problem)
  }

  /** If the database to be moved cannot even be opened in its old place, calls are answered with the reason. */
  async function openAgain(path: string, moveError: unknown): Promise<void> {
    try {
      install(await open(path, START_PATIENCE_MS), path)
    } catch (error) {
      report(error)
      const reason = `${messageOf(moveError)} ${messageOf(error)} Open it again, or another one`
      install(closedBackend(reason), path)
      isMissing = true
    }
  }

  const own = {
    'places.get': () => listPlaces(),
    'places.choose': async ({ purpose }: { purpose: PlacePurpose }) => {
      if (!choosePath) throw new ApiError('conflict', 'There are no dialogs here; type the path')
      return { path: await choosePath(purpose, databasePath) }
    },
    'places.setExportFolder': ({ path }: { path: string }) => {
      const folder = absolute(path)
      if (!isFolder(folder)) throw new ApiError('not-found', `There is no folder ${folder}`)
      try {
        places.setExportFolder(folder)
      } catch (error) {
        throw new ApiError(
          'conflict',
          `The export folder is unchanged: it cannot be saved (${fileProblem(error)})`,
          { cause: error },
        )
      }
      return listPlaces()
    },
    'database.open': change(async (request) => {
      const path = absolute(request.path)
      if (!existsSync(path)) {
        throw new ApiError(
          'not-found',
          `There is no database ${path}; create it, or choose another`,
        )
      }
      if (!isMissing && isSame(path, databasePath))
        throw new ApiError('conflict', `${path} is already open`)
      refuseWhileTraining(request)
      return replace(path)
    }),
    'database.create': change(async (request) => {
      const path = absolute(request.path)
      if (existsSync(path)) {
        throw new ApiError('conflict', `${path} is there already; open it, or choose another name`)
      }
      refuseWhileTraining(request)
      return replace(path)
    }),
    'database.move': change(async (request) => {
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
    }),
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
    throw new ApiError(
      'invalid-params',
      'The path contains a NUL character, which no name may contain',
    )
  }
  if (
    Buffer.byteLength(whole) > 4000 ||
    whole.split(/[\\/]/).some((name) => Buffer.byteLength(name) > MOST_BYTES_OF_NAME)
  ) {
    throw new ApiError(
      'invalid-params',
      `The path or a name in it is too long; a name may have at most ${MOST_BYTES_OF_NAME} bytes, a path 4000`,
    )
  }
  return normalize(whole)
}

/** Whether two paths are of one file, by whatever name. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    // One of the two does not exist.
    return false
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
