import { setImmediate } from 'node:timers/promises'
import type { Events, Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import type { ImportedRuns, RunFile } from '#shared/run-file.ts'
import { sweepSchema } from '#shared/sweep.ts'
import { configHash } from '#main/runs/config-hash.ts'
import type { RunFileReader, RunInFile } from '#main/store/run-files.ts'
import type { Store } from '#main/store/store.ts'
import { createTemporaryFiles } from './temporary-files.ts'

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Tells clients that an experiment is new or has other runs. */
  readonly experimentChanged: (experimentId: number) => void
}

export type RunFileHandlers = Pick<Handlers, Extract<keyof Handlers, `runFiles.${string}`>>

/**
 * Whole runs go out and come in as files. A run is copied in one transaction, and other work comes between two;
 * what comes in is there altogether in the end, or not at all.
 */
export function createRunFiles({ store, publish, experimentChanged }: Options) {
  const files = createTemporaryFiles()
  /** One file is attached at a time. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  /** Does it to each, telling how far it is. */
  async function each<T>(items: readonly T[], taskId: string | undefined, act: (item: T) => void) {
    for (const [i, item] of items.entries()) {
      act(item)
      if (taskId !== undefined) {
        publish('runFile.progress', { taskId, share: (i + 1) / items.length })
      }
      await setImmediate()
    }
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

  const write = (
    wished: readonly number[],
    experimentId: number | undefined,
    taskId: string | undefined,
  ): Promise<RunFile> =>
    inTurn(async () => {
      const runIds = [...new Set(wished)].sort((a, b) => a - b)
      for (const runId of runIds) store.runs.get(runId)
      const whole = wholeExperiments(runIds, experimentId)
      const { fileId, path } = files.create(0)
      try {
        const file = store.runFiles.create(path)
        try {
          await each(runIds, taskId, (runId) => {
            const experiment = store.runs.get(runId).experimentId
            file.addRun(runId, experiment !== null && whole.has(experiment) ? experiment : null)
          })
        } finally {
          file.close()
        }
      } catch (error) {
        files.discard(fileId)
        throw error
      }
      return { fileId, bytes: files.bytes(fileId) }
    })

  async function bringIn(
    file: RunFileReader,
    name: string,
    taskId: string | undefined,
  ): Promise<ImportedRuns> {
    const runs = file.runs()
    const experiments = file.experiments()
    for (const run of runs) checkRun(run, name)
    for (const { id, sweepJson } of experiments) {
      if (sweepJson === null || sweepSchema.safeParse(JSON.parse(sweepJson)).success) continue
      throw damaged(name, `the sweep of experiment ${id} cannot be read`)
    }
    const fresh = runs.filter(({ hereId }) => hereId === null)
    const trashed = runs.flatMap(({ hereId, isTrashedHere }) => (isTrashedHere ? hereId! : []))
    const wanted = experiments.filter(({ id }) => {
      const own = runs.filter(({ experimentId }) => experimentId === id)
      return (
        own.length === 0 ||
        own.some(({ hereId, isTrashedHere }) => hereId === null || isTrashedHere)
      )
    })

    const imported: number[] = []
    const made: number[] = []
    const experimentOf = new Map<number, number>()
    try {
      for (const { id } of wanted) {
        const { id: here, isNew } = file.importExperiment(id)
        experimentOf.set(id, here)
        if (isNew) made.push(here)
      }
      await each(fresh, taskId, ({ id, experimentId }) => {
        const experiment = experimentId === null ? null : (experimentOf.get(experimentId) ?? null)
        imported.push(file.importRun(id, experiment))
      })
    } catch (error) {
      file.takeBack(imported, made)
      throw error
    }
    const restored = store.trash.takeBackAll(trashed)
    for (const runId of [...imported, ...restored]) {
      publish('run.changed', store.runs.get(runId))
    }
    for (const experimentId of new Set(experimentOf.values())) experimentChanged(experimentId)
    return {
      imported,
      restored,
      alreadyHere: runs.flatMap(({ hereId, isTrashedHere }) =>
        hereId === null || isTrashedHere ? [] : hereId,
      ),
      experimentIds: made,
      leftInTrash: file.trashedCount(),
    }
  }

  const importFile = (
    fileId: number,
    name: string,
    taskId: string | undefined,
  ): Promise<ImportedRuns> =>
    inTurn(async () => {
      try {
        if (files.bytes(fileId) === 0) throw damaged(name, 'it is empty')
        const file = store.runFiles.open(files.path(fileId), name)
        try {
          return await bringIn(file, name, taskId)
        } finally {
          file.close()
        }
      } finally {
        files.discard(fileId)
      }
    })

  const handlers: RunFileHandlers = {
    'runFiles.write': ({ runIds, experimentId, taskId }) => write(runIds, experimentId, taskId),
    'runFiles.read': ({ fileId, offset }) => files.read(fileId, offset),
    'runFiles.create': ({ bytes }) => ({ fileId: files.create(bytes).fileId, bytes: 0 }),
    'runFiles.append': async ({ fileId, base64 }) => ({
      fileId,
      bytes: await files.append(fileId, base64),
    }),
    'runFiles.import': ({ fileId, fileName, taskId }) => importFile(fileId, fileName, taskId),
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

/** What came from elsewhere is read as strictly as what a person types. */
function checkRun(
  { id, configJson, configHash: hash, seed, environment }: RunInFile,
  name: string,
) {
  let config
  try {
    config = parseRunConfig(JSON.parse(configJson))
  } catch (error) {
    throw damaged(name, `run ${id} has a configuration that is not allowed (${messageOf(error)})`)
  }
  const raw = JSON.parse(configJson) as typeof config
  if (configHash(raw) !== hash || config.seed !== seed || config.environment.id !== environment) {
    throw damaged(name, `the configuration of run ${id} is not the one it was stored with`)
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
