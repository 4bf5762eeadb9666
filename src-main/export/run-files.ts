import type { Handlers, Params } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { ImportedRuns, RunFile } from '#shared/run-file.ts'
import { inSlices } from '#main/tasks/in-slices.ts'
import type { Leftovers } from '#main/runs/leftovers.ts'
import type { Task, Tasks } from '#main/tasks/tasks.ts'
import type { RunWriter } from '#main/store/run-file-writer.ts'
import type { RunFileReader } from '#main/store/run-files.ts'
import type { Store } from '#main/store/store.ts'
import { importObstacle, KIND_BYTES } from './file-kind.ts'
import { createTemporaryFiles, temporaryProblem } from './temporary-files.ts'

interface Options {
  readonly store: Store
  readonly tasks: Pick<Tasks, 'run'>
  readonly leftovers: Pick<Leftovers, 'look'>
  /** Names this process as the one that stores what it imports. */
  readonly ownerId: number
  /** Publishes runs as they are stored, some at a time. */
  readonly announceRuns: (runIds: readonly number[]) => Promise<void>
  /** Restores those of these runs that are in the trash, and returns them. */
  readonly restoreAll: (runIds: readonly number[]) => Promise<readonly number[]>
  /** Tells clients that an experiment is new or has other runs. */
  readonly experimentChanged: (experimentId: number) => void
  /** Throws unless everything in the file may be imported. Holds nobody up. */
  readonly checkRunFile: (path: string, name: string, task: Task) => Promise<void>
}

export type RunFileHandlers = Pick<Handlers, Extract<keyof Handlers, `runFiles.${string}`>>

/**
 * Exports and imports whole runs as files, a little at a time. An import appears all at once at its
 * end, or not at all.
 */
export function createRunFiles(options: Options) {
  const { store, tasks, leftovers, ownerId, announceRuns, restoreAll, experimentChanged } = options
  const { checkRunFile } = options
  const files = createTemporaryFiles()
  /** One file is attached at a time. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  /** Experiments all of whose runs are among these, and the one named. */
  function wholeExperiments(runIds: readonly number[], named: number | undefined): Set<number> {
    const wanted = new Set(runIds)
    const experiments = store.runs.these(runIds).flatMap(({ experimentId }) => experimentId ?? [])
    return new Set(
      experiments.filter(
        (experimentId) =>
          experimentId === named ||
          store.experiments.runs.runIds(experimentId).every((runId) => wanted.has(runId)),
      ),
    )
  }

  /** Writes one file after another, as each reads the disk as fast as it can. */
  const write = ({ runIds: wished, experimentId, taskId }: Params<'runFiles.write'>) =>
    tasks.run(
      { taskId, cancelled: 'The export was cancelled', event: 'runFile.progress' },
      ({ signal, told }) =>
        inTurn(async (): Promise<RunFile> => {
          const runIds = [...new Set(wished)].sort((a, b) => a - b)
          for (const runId of runIds) store.runs.get(runId)
          const whole = wholeExperiments(runIds, experimentId)
          const { fileId, path } = files.create(0)
          try {
            const file = store.runFiles.create(path)
            try {
              await inSlices(copying(file, runIds, whole, told), signal)
            } finally {
              file.close()
            }
          } catch (error) {
            files.discard(fileId)
            throw temporaryProblem(error)
          }
          return { fileId, bytes: files.bytes(fileId) }
        }),
    )

  function* copying(
    file: RunWriter,
    runIds: readonly number[],
    whole: ReadonlySet<number>,
    told: (share: number) => void,
  ): Generator<void, void, void> {
    for (const [i, runId] of runIds.entries()) {
      const { experimentId, progress } = store.runs.get(runId)
      const isWhole = experimentId !== null && whole.has(experimentId)
      const total = progress.episodes + progress.updates + 1
      let copied = 0
      for (const rows of file.addRun(runId, isWhole ? experimentId : null)) {
        copied += rows
        told((i + Math.min(1, copied / total)) / runIds.length)
        yield
      }
    }
  }

  async function bringIn(file: RunFileReader, { signal, told }: Task): Promise<ImportedRuns> {
    const runs = file.runs()
    const experiments = file.experiments()
    const fresh = runs.filter(({ hereId }) => hereId === null)
    const trashed = runs.flatMap(({ hereId, isTrashedHere }) => (isTrashedHere ? hereId! : []))
    const byExperiment = Map.groupBy(runs, ({ experimentId }) => experimentId)
    const wanted = experiments.filter(({ id }) => {
      const own = byExperiment.get(id) ?? []
      return (
        own.length === 0 ||
        own.some(({ hereId, isTrashedHere }) => hereId === null || isTrashedHere)
      )
    })
    const request = { runs: fresh, experimentIds: wanted.map(({ id }) => id), ownerId }
    const imported = await file.import(request, { signal, told })
    const restored = await restoreAll(trashed)
    await announceRuns(imported.runIds)
    for (const experimentId of imported.experimentIds) experimentChanged(experimentId)
    return {
      imported: imported.runIds,
      restored,
      alreadyHere: runs.flatMap(({ hereId, isTrashedHere }) =>
        hereId === null || isTrashedHere ? [] : hereId,
      ),
      experimentIds: imported.newExperimentIds,
      leftInTrash: file.trashedCount(),
    }
  }

  const importFile = ({ fileId, fileName: name, taskId }: Params<'runFiles.import'>) =>
    tasks
      .run(
        {
          taskId,
          cancelled: 'The import was cancelled; nothing was imported',
          event: 'runFile.progress',
        },
        (task) =>
          inTurn(async () => {
            try {
              const why = importObstacle(await files.beginning(fileId, KIND_BYTES))
              if (why !== null) throw damaged(name, why)
              const { signal, told } = task
              const half = (from: number) => (share: number) => told((from + share) / 2)
              await checkRunFile(files.path(fileId), name, { signal, told: half(0) })
              const file = store.runFiles.open(files.path(fileId), name)
              try {
                return await bringIn(file, { signal, told: half(1) })
              } finally {
                file.close()
              }
            } finally {
              files.discard(fileId)
            }
          }),
      )
      .catch((error: unknown) => {
        leftovers.look()
        throw error
      })

  const handlers: RunFileHandlers = {
    'runFiles.write': write,
    'runFiles.read': ({ fileId, offset }) => files.read(fileId, offset),
    'runFiles.create': ({ bytes }) => ({ fileId: files.create(bytes).fileId, bytes: 0 }),
    'runFiles.append': async ({ fileId, base64 }) => ({
      fileId,
      bytes: await files.append(fileId, base64),
    }),
    'runFiles.import': importFile,
    'runFiles.discard': ({ fileId }) => (files.discard(fileId), null),
  }
  return {
    handlers,
    async close(): Promise<void> {
      await last
      files.discardAll()
    },
  }
}

const damaged = (name: string, why: string) =>
  new ApiError('conflict', `${name} cannot be imported: ${why}`)
