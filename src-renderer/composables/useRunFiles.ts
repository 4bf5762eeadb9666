import { onScopeDispose, readonly, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import {
  describeImport,
  LARGEST_RUN_FILE,
  RUN_FILE_BEGINNING,
  RUN_FILE_PIECE,
  type ImportedRuns,
} from '#shared/run-file.ts'
import { useClient, type WorkbenchClient } from '#renderer/client.ts'
import { formatBytes } from '#renderer/format/number.ts'
import { bytesOf, toBase64 } from './base64.ts'
import { useReport } from './useReport.ts'
import { useUndo } from './useUndo.ts'

/** A file that comes in. */
export interface Importing {
  readonly fileName: string
  /** From 0 to 1: of the bytes while they are sent, then of the runs while they are stored. */
  readonly share: number
  readonly isSent: boolean
}

/** Runs that one call takes. */
const RUNS_A_CALL = 1000

export const isRunFile = async (file: Blob): Promise<boolean> =>
  (await file.slice(0, RUN_FILE_BEGINNING.length).text()) === RUN_FILE_BEGINNING

/** A file of whole runs, as the backend writes it. */
export async function fetchRunFile(
  client: WorkbenchClient,
  runIds: readonly number[],
  experimentId: number | undefined,
): Promise<Blob> {
  const { fileId } = await client.call('runFiles.write', { runIds: [...runIds], experimentId })
  const pieces: Uint8Array<ArrayBuffer>[] = []
  try {
    let offset: number | null = 0
    while (offset !== null) {
      const { base64, next }: { base64: string; next: number | null } = await client.call(
        'runFiles.read',
        { fileId, offset },
      )
      pieces.push(bytesOf(base64))
      offset = next
    }
  } finally {
    await client.call('runFiles.discard', { fileId })
  }
  return new Blob(pieces, { type: 'application/vnd.sqlite3' })
}

/** Takes the runs of files in, one file at a time; a message offers to take them back. */
export function useRunFiles() {
  const client = useClient()
  const router = useRouter()
  const { report } = useReport()
  const { offerUndo, tell } = useUndo()
  const importing = shallowRef<Importing | null>(null)
  let taskId = ''
  let isCancelled = false

  onScopeDispose(
    client.on('runFile.progress', ({ taskId: of, share }) => {
      if (of === taskId && importing.value) importing.value = { ...importing.value, share }
    }),
  )

  async function send(file: File): Promise<number | null> {
    const { fileId } = await client.call('runFiles.create', { bytes: file.size })
    try {
      for (let offset = 0; offset < file.size; offset += RUN_FILE_PIECE) {
        if (isCancelled) break
        const base64 = await toBase64(file.slice(offset, offset + RUN_FILE_PIECE))
        await client.call('runFiles.append', { fileId, base64 })
        const share = Math.min(1, (offset + RUN_FILE_PIECE) / file.size)
        importing.value = { fileName: file.name, share, isSent: false }
      }
      if (!isCancelled) return fileId
    } catch (error) {
      await client.call('runFiles.discard', { fileId }).catch(() => undefined)
      throw error
    }
    await client.call('runFiles.discard', { fileId })
    return null
  }

  async function importFile(file: File): Promise<void> {
    if (importing.value) {
      report('The runs were not imported', new Error(`${importing.value.fileName} still comes in.`))
      return
    }
    isCancelled = false
    taskId = `import-${crypto.randomUUID()}`
    importing.value = { fileName: file.name, share: 0, isSent: false }
    try {
      if (file.size > LARGEST_RUN_FILE) {
        throw new Error(
          `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(LARGEST_RUN_FILE)} can be imported.`,
        )
      }
      const fileId = await send(file)
      if (fileId === null) return
      importing.value = { fileName: file.name, share: 0, isSent: true }
      tellOf(
        await client.call('runFiles.import', { fileId, fileName: file.name, taskId }),
        file.name,
      )
    } catch (error) {
      report('The runs were not imported', error)
    } finally {
      importing.value = null
    }
  }

  function tellOf(result: ImportedRuns, fileName: string): void {
    const fresh = [...result.imported, ...result.restored]
    const [only] = fresh.length > 0 ? fresh : result.alreadyHere
    const isOne = fresh.length + (fresh.length > 0 ? 0 : result.alreadyHere.length) === 1
    const open = () => router.push({ name: 'run', params: { runId: only } })
    const told = {
      title: fresh.length > 0 ? 'Runs imported' : 'Nothing new',
      description: `${describeImport(result, fileName)}.`,
      icon: fresh.length > 0 ? 'i-lucide-folder-input' : 'i-lucide-info',
      actions: isOne ? [{ label: 'Open', onClick: open }] : [],
    }
    if (fresh.length === 0 && result.experimentIds.length === 0) tell(told)
    else
      offerUndo({
        ...told,
        failure: 'The import could not be taken back',
        undo: () => takeBack(result),
      })
  }

  /** To the trash, from where the same file takes them back. */
  async function takeBack({ imported, restored, experimentIds }: ImportedRuns): Promise<void> {
    const runIds = [...imported, ...restored]
    for (let i = 0; i < runIds.length; i += RUNS_A_CALL) {
      const part = runIds.slice(i, i + RUNS_A_CALL)
      const runs = await client.call('runs.these', { runIds: part })
      // A lock that came along with the run does not hold it here.
      const locked = runs.filter(({ isLocked }) => isLocked).map(({ id }) => id)
      if (locked.length > 0) await client.call('runs.mark', { runIds: locked, isLocked: false })
      await client.call('runs.deleteAll', { runIds: part })
    }
    for (const experimentId of experimentIds) {
      await client.call('experiments.delete', { experimentId })
    }
  }

  return {
    importFile,
    importing: readonly(importing),
    /** Cancels while the file is sent or its runs are stored; none of its runs is kept. */
    cancel(): void {
      isCancelled = true
      if (importing.value?.isSent) void client.call('tasks.cancel', { taskId })
    },
  }
}
