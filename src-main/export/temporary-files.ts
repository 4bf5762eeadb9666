import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { appendFile, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiError } from '#shared/errors.ts'
import { LARGEST_RUN_FILE, RUN_FILE_PIECE, type RunFilePiece } from '#shared/run-file.ts'
import { fileProblem, isFileError } from '#main/store/file-problems.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import { isProcessAlive, ownIdentity } from '#main/store/store.ts'

/** More are not kept at once: the oldest goes, whose client has probably gone too. */
const MOST_FILES = 16

interface TemporaryFile {
  readonly path: string
  readonly folder: string
  /** How large it may become. */
  readonly most: number
}

/** The beginning of a folder's name, followed by the process id and start of the program that made it. */
const PREFIX = 'workbench-file-'

/** Removes what killed programs left in the temporary folder. */
function clearLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid, ticks] = /^workbench-file-(\d+)-(\d+|x)-/.exec(name) ?? []
    if (pid === undefined) continue
    const startTicks = ticks === 'x' ? null : Number(ticks)
    const owner = { pid: Number(pid), bootId: null, startTicks, heartbeatUptimeMs: null }
    if (isProcessAlive(owner)) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {
      // It belongs to another user.
    }
  }
}

/** Turns an error of the temporary folder into a sentence; returns any other error unchanged. */
export function temporaryProblem(error: unknown): unknown {
  // A sentence of the store would name a file that the user does not know.
  const cause = error instanceof ApiError ? error.cause : error
  if (storageFaultOf(cause) === null && !isFileError(cause)) return error
  return new ApiError(
    'storage',
    `The temporary folder ${tmpdir()} cannot hold the run file (${fileProblem(cause)}); free some space there, or set TMPDIR to another folder`,
    { cause },
  )
}

/** Files on their way in or out, each in a folder of its own, until they are discarded. */
export function createTemporaryFiles() {
  const files = new Map<number, TemporaryFile>()
  let lastId = 0
  try {
    clearLeftovers(tmpdir())
  } catch {
    // A folder that cannot be listed cannot be cleared, but that must not prevent a start.
  }

  function find(fileId: number): TemporaryFile {
    const file = files.get(fileId)
    if (!file) throw new ApiError('not-found', `There is no file ${fileId} on its way`)
    return file
  }

  function discard(fileId: number): void {
    const file = files.get(fileId)
    files.delete(fileId)
    if (file) rmSync(file.folder, { recursive: true, force: true })
  }

  return {
    /** Where it will lie; there is nothing yet. */
    create(most: number): { readonly fileId: number; readonly path: string } {
      if (most > LARGEST_RUN_FILE) {
        throw new ApiError(
          'invalid-params',
          `The file has ${most} bytes; at most ${LARGEST_RUN_FILE} can be imported`,
        )
      }
      if (files.size >= MOST_FILES) discard(files.keys().next().value!)
      const owner = `${process.pid}-${ownIdentity().startTicks ?? 'x'}`
      let folder
      try {
        folder = mkdtempSync(join(tmpdir(), `${PREFIX}${owner}-`))
      } catch (error) {
        throw temporaryProblem(error)
      }
      const path = join(folder, 'runs.sqlite')
      files.set(++lastId, { path, folder, most })
      return { fileId: lastId, path }
    },
    path: (fileId: number): string => find(fileId).path,
    bytes: (fileId: number): number =>
      statSync(find(fileId).path, { throwIfNoEntry: false })?.size ?? 0,

    async append(fileId: number, base64: string): Promise<number> {
      const { path, most } = find(fileId)
      const bytes = Buffer.from(base64, 'base64')
      const size = this.bytes(fileId) + bytes.length
      if (size > most) {
        discard(fileId)
        throw new ApiError(
          'invalid-params',
          `The file has more than the ${most} bytes it was said to have`,
        )
      }
      try {
        await appendFile(path, bytes)
      } catch (error) {
        // A part of the piece may have been written.
        discard(fileId)
        throw temporaryProblem(error)
      }
      return size
    },

    /** The first bytes of the file; none if it was never written. */
    async beginning(fileId: number, count: number): Promise<Buffer> {
      if (this.bytes(fileId) === 0) return Buffer.alloc(0)
      const file = await open(find(fileId).path)
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },

    async read(fileId: number, offset: number): Promise<RunFilePiece> {
      const { path } = find(fileId)
      // Nothing was appended yet.
      if (!existsSync(path)) return { base64: '', next: null }
      const file = await open(path)
      try {
        const buffer = Buffer.alloc(RUN_FILE_PIECE)
        const { bytesRead } = await file.read(buffer, 0, RUN_FILE_PIECE, offset)
        const end = offset + bytesRead
        const { size } = await file.stat()
        return {
          base64: buffer.toString('base64', 0, bytesRead),
          next: bytesRead > 0 && end < size ? end : null,
        }
      } finally {
        await file.close()
      }
    },

    discard,
    discardAll: (): void => [...files.keys()].forEach(discard),
  }
}
