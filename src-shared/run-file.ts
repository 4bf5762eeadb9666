import * as z from 'zod'
import { formatCounted } from './format-number.ts'
import { method } from './method.ts'

/*
 * A run file is a SQLite database that holds whole runs: what the open database holds of them, and so
 * another one's whole file too. It crosses in pieces, which every carrier takes.
 */

export const RUN_FILE_EXTENSION = '.sqlite'
/** How every SQLite database begins, by which a run file is told from other files. */
export const RUN_FILE_BEGINNING = 'SQLite format 3\0'
/** Of a file that comes in; a larger database can be opened in its place, or its runs exported in parts. */
export const LARGEST_RUN_FILE = 8 * 2 ** 30
/** Bytes of a file that cross at once. */
export const RUN_FILE_PIECE = 2 ** 21

const fileId = z.int().positive()
const base64 = z.base64().max(Math.ceil((RUN_FILE_PIECE * 4) / 3) + 4)
const taskId = z.string().min(1).max(60).optional()

/** A file that lies with the backend until it is discarded. */
export interface RunFile {
  readonly fileId: number
  readonly bytes: number
}

/** A piece of a file; ask again with `next` until it is null. */
export interface RunFilePiece {
  readonly base64: string
  readonly next: number | null
}

/** What came of a run file. */
export interface ImportedRuns {
  /** New here, in the order of the file. */
  readonly imported: readonly number[]
  /** Were here, in the trash, and are taken back. */
  readonly restored: readonly number[]
  /** Are here, as far trained as in the file or further. */
  readonly alreadyHere: readonly number[]
  /** Made or taken back for these runs. */
  readonly experimentIds: readonly number[]
  /** Runs in the trash of the file, which stay there. */
  readonly leftInTrash: number
}

const oneFile = z.strictObject({ fileId })

export const runFileMethods = {
  /** Makes a file of whole runs, which is then read piece by piece and discarded. */
  'runFiles.write': method<RunFile>()(
    z.strictObject({
      runIds: z.array(z.int().positive()).min(1).max(10_000),
      /** Goes into the file even where some of its runs do not. */
      experimentId: z.int().positive().optional(),
      taskId,
    }),
  ),
  'runFiles.read': method<RunFilePiece>()(
    z.strictObject({ ...oneFile.shape, offset: z.int().min(0) }),
  ),
  /** An empty file, to which pieces are appended until it has as many bytes as was said. */
  'runFiles.create': method<RunFile>()(z.strictObject({ bytes: z.int().min(0) })),
  'runFiles.append': method<RunFile>()(z.strictObject({ ...oneFile.shape, base64 })),
  /** Takes all runs of the file in that are not here, or none and an error; the file is discarded. */
  'runFiles.import': method<ImportedRuns>()(
    z.strictObject({ ...oneFile.shape, fileName: z.string().trim().min(1).max(255), taskId }),
  ),
  'runFiles.discard': method<null>()(oneFile),
}

/** What came of it, in a sentence. */
export function describeImport(
  { imported, restored, alreadyHere, leftInTrash }: ImportedRuns,
  fileName: string,
): string {
  const parts = [
    imported.length > 0 && `imported ${nameRuns(imported)}`,
    restored.length > 0 && `took ${nameRuns(restored)} back from the trash`,
    alreadyHere.length > 0 &&
      `${nameRuns(alreadyHere)} ${alreadyHere.length === 1 ? 'was' : 'were'} here already`,
    leftInTrash > 0 && `left ${formatCounted(leftInTrash, 'deleted run')} where they are`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? `${fileName} holds no runs` : `From ${fileName}: ${parts.join('; ')}`
}

/** Run 3; runs 3–5; runs 3 and 7; more are counted. */
function nameRuns(runIds: readonly number[]): string {
  const [first, last] = [Math.min(...runIds), Math.max(...runIds)]
  if (runIds.length === 1) return `run ${first}`
  if (last - first + 1 === runIds.length) {
    return `${formatCounted(runIds.length, 'run')} (${first}–${last})`
  }
  return runIds.length === 2 ? `runs ${first} and ${last}` : formatCounted(runIds.length, 'run')
}
