import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { RUN_FILE_PIECE, type ImportedRuns } from '#shared/run-file.ts'
import { fileProblem, isFileError } from './store/file-problems.ts'

/* Run files between the disk of this machine and the API, for programs without a window. */

type Source = Pick<Handlers, 'runFiles.write' | 'runFiles.read' | 'runFiles.discard'>
type Sink = Pick<
  Handlers,
  'runFiles.create' | 'runFiles.append' | 'runFiles.import' | 'runFiles.discard'
>

/** The bytes of a file of whole runs, piece by piece. */
export async function* runFilePieces(
  source: Source,
  request: { readonly runIds: readonly number[]; readonly experimentId?: number | undefined },
): AsyncGenerator<Buffer> {
  const { fileId } = await source['runFiles.write']({ ...request, runIds: [...request.runIds] })
  try {
    let offset: number | null = 0
    while (offset !== null) {
      const piece: Awaited<ReturnType<Source['runFiles.read']>> = await source['runFiles.read']({
        fileId,
        offset,
      })
      yield Buffer.from(piece.base64, 'base64')
      offset = piece.next
    }
  } finally {
    await source['runFiles.discard']({ fileId })
  }
}

/** Imports the runs of the file at `path`, which stays as it is. */
export async function importRunFile(sink: Sink, path: string): Promise<ImportedRuns> {
  // What is only in the write-ahead log would be lost without a word.
  if ((await sizeOf(`${path}-wal`)) > 0) {
    throw new ApiError(
      'conflict',
      `${path} is open in another program, or was not closed by it; close it there, then import it`,
    )
  }
  if ((await sizeOf(path)) < 0) throw new ApiError('not-found', `There is no file ${path}`)
  const file = await open(path).catch((error: unknown) => {
    if (!isFileError(error)) throw error
    const problem = fileProblem(error)
    throw new ApiError('conflict', `${path} cannot be read (${problem})`, { cause: error })
  })
  try {
    const { fileId } = await sink['runFiles.create']({ bytes: (await file.stat()).size })
    try {
      const buffer = Buffer.alloc(RUN_FILE_PIECE)
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, RUN_FILE_PIECE)
        if (bytesRead === 0) break
        const base64 = buffer.toString('base64', 0, bytesRead)
        await sink['runFiles.append']({ fileId, base64 })
      }
      return await sink['runFiles.import']({ fileId, fileName: basename(path) })
    } finally {
      await sink['runFiles.discard']({ fileId })
    }
  } finally {
    await file.close()
  }
}

/** −1: there is no such file. */
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (stats) => (stats.isFile() ? stats.size : -1),
    () => -1,
  )
