import type { ImportedRuns } from '#shared/run-file.ts'
import type { openBackend } from './test-backend.ts'

type Call = ReturnType<typeof openBackend>['call']

/** A file of these runs, as a client gets it. */
export async function runFileOf(
  call: Call,
  runIds: readonly number[],
  experimentId?: number,
): Promise<Buffer> {
  const { fileId } = await call('runFiles.write', { runIds: [...runIds], experimentId })
  const pieces: Buffer[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const piece: { base64: string; next: number | null } = await call('runFiles.read', {
      fileId,
      offset,
    })
    pieces.push(Buffer.from(piece.base64, 'base64'))
    offset = piece.next
  }
  await call('runFiles.discard', { fileId })
  return Buffer.concat(pieces)
}

/** Imports the file in pieces of so many bytes. */
export async function importRuns(
  call: Call,
  file: Buffer,
  fileName = 'theirs.sqlite',
  pieceBytes = 100_000,
): Promise<ImportedRuns> {
  const { fileId } = await call('runFiles.create', { bytes: file.length })
  for (let offset = 0; offset < file.length; offset += pieceBytes) {
    const base64 = file.toString('base64', offset, offset + pieceBytes)
    await call('runFiles.append', { fileId, base64 })
  }
  return call('runFiles.import', { fileId, fileName, taskId: 'import' })
}
