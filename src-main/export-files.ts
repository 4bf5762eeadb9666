import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ExportDocument, Handlers, Params } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { runFilePieces } from './run-file-transfer.ts'
import { fileProblem, isFileError } from './store/file-problems.ts'
import { makeFolder } from './store/make-folder.ts'
import { isProcessAlive } from './store/store.ts'

/** How runs leave the workbench as files, and what those hold. */
export const exportFormats = {
  csv: 'Tables of episodes and updates, one row each (RFC 4180), and the configurations as JSON',
  json: 'One JSON document to read elsewhere: configurations, progress, episodes and updates',
  'run-file': 'Whole runs, policies and recordings too, for another workbench: runs import',
} as const
export type ExportFormat = keyof typeof exportFormats

export interface ExportFilesRequest {
  readonly runIds: readonly number[]
  /** Told in front of its runs, where the format is json. */
  readonly experimentId?: number | undefined
  readonly format: ExportFormat
  /**
   * json and run-file: the file. csv: the file of the episodes when it ends in `.csv`, with the others beside it;
   * otherwise a folder for all three.
   */
  readonly path: string
  /** Whether files that exist may be replaced. */
  readonly overwrite: boolean
}

type Source = Pick<
  Handlers,
  'runs.export' | 'runs.get' | 'runFiles.write' | 'runFiles.read' | 'runFiles.discard'
>

/** A file to be written, piece by piece. */
interface Target {
  readonly path: string
  readonly parts: AsyncIterable<string | Uint8Array>
}

/** Writes all files of an export, or none; returns their paths. */
export async function writeExport(source: Source, request: ExportFilesRequest): Promise<string[]> {
  const targets = targetsOf(source, request)
  for (const { path } of targets) refuseExisting(path, request.overwrite)

  const written: { path: string; partial: string }[] = []
  try {
    for (const { path, parts } of targets) {
      // Beside its final name, where renaming it is one step.
      const partial = `${path}.${process.pid}.partial`
      await writing(path, async () => {
        makeFolder(dirname(path))
        clearPartials(path)
        const file = await open(partial, 'wx')
        written.push({ path, partial })
        try {
          for await (const part of parts) await file.writeFile(part)
          await file.sync()
        } finally {
          await file.close()
        }
      })
    }
    for (const { path, partial } of written) {
      refuseExisting(path, request.overwrite)
      await writing(path, () => rename(partial, path))
    }
  } finally {
    for (const { partial } of written) await rm(partial, { force: true })
  }
  return written.map(({ path }) => path)
}

function targetsOf(
  source: Source,
  { runIds, experimentId, format, path }: ExportFilesRequest,
): Target[] {
  const document = (document: ExportDocument) =>
    documentParts(source, { runIds: [...runIds], document, experimentId })
  if (format === 'run-file') {
    return [{ path, parts: runFilePieces(source, { runIds, experimentId }) }]
  }
  if (format === 'json') return [{ path, parts: document('runs.json') }]
  const beside = extname(path).toLowerCase() === '.csv'
  const stem = beside ? path.slice(0, -'.csv'.length) : path
  const sibling = (name: string) => (beside ? `${stem}-${name}` : join(path, name))
  return [
    { path: beside ? path : join(path, 'episodes.csv'), parts: document('episodes.csv') },
    { path: sibling('updates.csv'), parts: document('updates.csv') },
    { path: sibling('configuration.json'), parts: configurationParts(source, runIds) },
  ]
}

async function* documentParts(
  source: Source,
  request: Omit<Params<'runs.export'>, 'cursor'>,
): AsyncGenerator<string> {
  let cursor: string | null = null
  do {
    const part = await source['runs.export']({ ...request, cursor })
    yield part.text
    cursor = part.next
  } while (cursor !== null)
}

/** What the runs are, without their rows: the tables name them by id. */
async function* configurationParts(
  source: Source,
  runIds: readonly number[],
): AsyncGenerator<string> {
  const runs = []
  for (const runId of new Set(runIds)) runs.push(await source['runs.get']({ runId }))
  const document = { format: 'reinforce-workbench-configuration', version: 1, runs }
  yield `${JSON.stringify(document, null, 2)}\n`
}

/** Removes the partial files that killed exports to the same path left behind. */
function clearPartials(path: string): void {
  const folder = dirname(path)
  const startedAt = Date.now() - process.uptime() * 1000
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !/\.\d+\.partial$/.test(name)) continue
    const pid = Number(name.split('.').at(-2))
    const file = join(folder, name)
    // In a container, a restarted program often gets the process id of the killed one.
    const isOurs = pid === process.pid && lstatSync(file).mtimeMs >= startedAt
    const owner = { pid, bootId: null, startTicks: null, heartbeatUptimeMs: null }
    if (!isOurs && (pid === process.pid || !isProcessAlive(owner))) rmSync(file, { force: true })
  }
}

function refuseExisting(path: string, overwrite: boolean): void {
  let isFolder
  try {
    isFolder = lstatSync(path).isDirectory()
  } catch {
    // Nothing there, or nothing that can be: writing will tell.
    return
  }
  if (isFolder) {
    throw new ApiError('conflict', `${path} is a folder; name a file to write the export to`)
  }
  if (!overwrite) {
    throw new ApiError('conflict', `${path} exists already; use --force to replace it`)
  }
}

/** Runs `write`; what the file system throws becomes a sentence naming the file. */
async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isFileError(error)) throw error
    const problem = fileProblem(error)
    throw new ApiError('conflict', `${path} cannot be written (${problem}); choose another path`, {
      cause: error,
    })
  }
}
