import { existsSync } from 'node:fs'
import { methods, type Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { formatCounted } from '#shared/format-number.ts'
import type { DatabaseRequest, PlacePurpose, Places } from '#shared/places.ts'
import type { EventMessage } from '#shared/rpc.ts'
import type { Backend } from './backend-contract.ts'
import type { RememberedPlaces } from './places.ts'
import { prepareDatabase } from './checks/prepare-database.ts'
import { closedBackend } from './closed-backend.ts'
import { copyDatabase, removeDatabase } from './store/copy-database.ts'
import { inspect } from './store/database.ts'
import { fileProblem } from './store/file-problems.ts'
import { CALL_PATIENCE_MS, whenFree } from './store/when-free.ts'
import { absolute, isFolder, isSame } from './typed-path.ts'

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
    return openChecked(path, busyMs, await prepareDatabase(path, checksAll))
  }
  const openChecked = async (path: string, busyMs: number, isChecked = true): Promise<Backend> =>
    whenFree(() => options.openBackend(path, isChecked), { busyMs })
  let present = await open(databasePath, START_PATIENCE_MS)
  /** Who listens, each with what ends its subscription to the present backend. */
  const listeners = new Map<(message: EventMessage) => void, () => void>()
  /** Whether no database is open because the one to be moved could not be opened again. */
  let isMissing = false
  /** Backends that were closed, or are being closed. */
  const closing = new WeakSet<Backend>()
  function close(backend: Backend): Promise<void> {
    closing.add(backend)
    return backend.close()
  }
  let changing: Promise<unknown> | null = null
  /** While a database moves, its file is closed and calls wait. */
  let moving: Promise<unknown> | null = null

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

  /** One change at a time: `work`, which first asks whether it may begin, finds a database that is open. */
  const change =
    (work: (request: DatabaseRequest) => Promise<Places>) =>
    (request: DatabaseRequest): Promise<Places> => {
      if (changing) throw new ApiError('conflict', 'Another database is being opened; wait for it')
      const changed = work(request).finally(() => (changing = null))
      changing = changed.catch(() => undefined)
      return changed
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

  async function replace(path: string, request: DatabaseRequest): Promise<Places> {
    refuseWhileTraining(request)
    const left = { backend: present, path: databasePath }
    const isNew = !existsSync(path)
    let opened: Backend | undefined
    try {
      // The current database stays open, and answers calls, until the other one is open.
      opened = await open(path, CALL_PATIENCE_MS)
      refuseWhileTraining(request)
    } catch (error) {
      await opened?.close()
      // A database that could not be created leaves nothing behind.
      if (isNew && existsSync(path)) removeDatabase(path)
      throw error
    }
    install(opened, path)
    const problem = remember(() => places.opened(path, left.path))
    announce()
    await close(left.backend).catch(report)
    return listPlaces(problem)
  }

  async function moveTo(path: string): Promise<Places> {
    const from = databasePath
    // Refuses at once what cannot be the name of a database.
    inspect(path)
    await close(present)
    try {
      await copyDatabase(from, path)
      install(await openChecked(path, START_PATIENCE_MS), path)
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
      return replace(path, request)
    }),
    'database.create': change(async (request) => {
      const path = absolute(request.path)
      if (existsSync(path)) {
        throw new ApiError('conflict', `${path} is there already; open it, or choose another name`)
      }
      return replace(path, request)
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
      const moved = moveTo(path).finally(() => (moving = null))
      moving = moved.catch(() => undefined)
      return moved
    }),
  } satisfies Partial<Handlers>

  const forwarded = Object.fromEntries(
    Object.keys(methods).map((name) => {
      const ask = async (params: unknown) => {
        const asked = present
        try {
          return await (asked.handlers[name as keyof Handlers] as Handler)(params)
        } catch (error) {
          if (!closing.has(asked) || error instanceof ApiError) throw error
          throw new ApiError('conflict', CLOSED_MEANWHILE, { cause: error })
        }
      }
      return [name, (params: unknown) => (moving ? moving.then(() => ask(params)) : ask(params))]
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
      await close(present)
    },
  }
}

type Handler = (params: unknown) => unknown

const CLOSED_MEANWHILE = 'The database was closed before this call was over; try again'

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
