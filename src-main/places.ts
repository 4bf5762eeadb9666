import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { defaultDatabasePath } from './data-directory.ts'

const MOST_RECENT = 8

const remembered = z.object({
  /** The one that was opened last comes first. */
  recentDatabases: z.array(z.string()).default([]),
  exportFolder: z.string().nullable().default(null),
})
type Remembered = z.infer<typeof remembered>

/** What is remembered from start to start, beside the database that is there without anyone's doing. */
export interface RememberedPlaces {
  /** Those that are still there, the latest first. */
  recentDatabases(): readonly string[]
  exportFolder(): string | null
  /** That this database was opened, and which was left for it. */
  opened(path: string, left: string): void
  /** That a database is elsewhere now. */
  moved(path: string, from: string): void
  setExportFolder(path: string): void
}

const placesFile = (): string => join(dirname(defaultDatabasePath()), 'places.json')

/** Where the window looks unless someone says otherwise: into the database that was opened last. */
export const lastDatabasePath = (file = placesFile()): string =>
  read(file).recentDatabases.find((path) => existsSync(path)) ?? defaultDatabasePath()

/** A file that is not there, or holds something else, remembers nothing. */
function read(file: string): Remembered {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return remembered.parse({})
  }
}

export function createRememberedPlaces(file = placesFile()): RememberedPlaces {
  function write(changes: Partial<Remembered>): void {
    mkdirSync(dirname(file), { recursive: true })
    // Whole or not at all, whatever happens meanwhile.
    const fresh = `${file}.new`
    writeFileSync(fresh, JSON.stringify({ ...read(file), ...changes }, null, 2))
    renameSync(fresh, file)
  }
  function put(paths: readonly string[], without: readonly string[] = []): void {
    const known = read(file).recentDatabases.filter((path) => !without.includes(path))
    write({ recentDatabases: [...new Set([...paths, ...known])].slice(0, MOST_RECENT) })
  }
  return {
    recentDatabases: () => read(file).recentDatabases.filter((path) => existsSync(path)),
    exportFolder: () => read(file).exportFolder,
    opened: (path, left) => put([path, left]),
    moved: (path, from) => put([path], [from]),
    setExportFolder: (exportFolder) => write({ exportFolder }),
  }
}
