import * as z from 'zod'
import { method } from './method.ts'

/* Where things are kept: which database is open, which were, and where exports go. */

export interface Places {
  readonly databasePath: string
  /** Databases that were opened lately and are still there, the latest first, the open one among them. */
  readonly recentDatabases: readonly string[]
  /** Whether files are chosen in dialogs of the system; otherwise their paths are typed. */
  readonly hasDialogs: boolean
  /** Where exports are offered to be saved; null: the browser decides. */
  readonly exportFolder: string | null
  /** What could not be remembered for the next start, in a sentence; sent once. */
  readonly problem: string | null
}

export const placePurposes = ['open', 'create', 'move', 'export'] as const
/** What a path is chosen for: a database to open, to create or to move to, or a folder for exports. */
export type PlacePurpose = (typeof placePurposes)[number]

const path = z.string().trim().min(1).max(4096)

export const databaseRequest = z.strictObject({
  path,
  /** Whether runs that train or wait may be interrupted; otherwise they are a reason to refuse. */
  interruptsRuns: z.boolean().default(false),
})
export type DatabaseRequest = z.infer<typeof databaseRequest>

const exportFolderRequest = z.strictObject({ path })

export const placeMethods = {
  /** Which database is open, which were open before, and where exports go. */
  'places.get': method<Places>()(z.undefined()),
  /** Asks the user for a path, if there are dialogs; null if none was chosen. */
  'places.choose': method<{ readonly path: string | null }>()(
    z.strictObject({ purpose: z.enum(placePurposes) }),
  ),
  'places.setExportFolder': method<Places>()(exportFolderRequest),
  /** Each replaces the open database; all clients receive `database.changed`. */
  'database.open': method<Places>()(databaseRequest),
  'database.create': method<Places>()(databaseRequest),
  'database.move': method<Places>()(databaseRequest),
}
