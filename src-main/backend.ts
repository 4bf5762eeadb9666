import { realpathSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { SystemInfo } from '#shared/api.ts'
import type { EventMessage } from '#shared/rpc.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import { DAYS_IN_TRASH } from '#shared/run.ts'
import packageJson from '../package.json' with { type: 'json' }
import { createHandlers } from './api/handlers.ts'
import { patientHandlers } from './api/patient-handlers.ts'
import { recordingHandlers } from './api/recordings.ts'
import { requiringRuns } from './api/runs-that-exist.ts'
import type { Backend, BackendOptions } from './backend-contract.ts'
import { createGroupAnswers } from './compare/index.ts'
import { createChecker } from './checks/checker.ts'
import { createRunFiles } from './export/run-files.ts'
import { defaultWorkers, describeMachine } from './machine.ts'
import { usableThreads } from './runs/helper-threads.ts'
import { announceRuns } from './runs/announce-runs.ts'
import { createExperiments } from './runs/experiments.ts'
import { createLab } from './runs/lab.ts'
import { createDeletion } from './runs/delete-runs.ts'
import { createMarks } from './runs/mark-runs.ts'
import { watchOutsideChanges } from './runs/outside-changes.ts'
import { createRunAlerts } from './runs/run-alerts.ts'
import { createLeftovers } from './runs/leftovers.ts'
import { createRunManager } from './runs/run-manager.ts'
import { createTasks } from './tasks/tasks.ts'
import { createVerifier } from './runs/verifier.ts'
import { storageFaultOf } from './store/storage-fault.ts'
import { createStore, isProcessAlive, openDatabase, type Store } from './store/store.ts'
import { CALL_PATIENCE_MS } from './store/when-free.ts'
import { describeEngines, kernelHashOf } from './workers/load-engine.ts'
import { spawnWorker } from './workers/spawn.ts'

export { environmentStep } from './api/environment-step.ts'
export { startGradientCheck } from './api/gradient-check.ts'

const HEARTBEAT_EVERY_MS = 10_000
/** How soon the window shows what another program did to the same database. */
const LOOK_EVERY_MS = 1000

/** The owner ids under which this process closed a database before the end of every run could be stored. */
const abandoned = new Set<string>()

/** Puts the workbench together, without Electron and without a server. */
export function createBackend({
  databasePath,
  isChecked = false,
  workers,
  threadsPerRun = 1,
  keepsQueue = false,
  leavesRuns = keepsQueue,
  stateEveryMs,
  patience = { busyMs: CALL_PATIENCE_MS },
  report,
  spawn = spawnWorker,
}: BackendOptions): Backend {
  const store = createStore(openDatabase(databasePath, { isChecked }))
  const now = () => new Date().toISOString()
  const nameOf = (id: number) => `${realpathSync(databasePath)} ${id}`
  const ownerId = closingOnError(store, () => {
    store.runs.interruptLost((owner) => isProcessAlive(owner) && !abandoned.has(nameOf(owner.id)))
    store.daysInUse.note(now())
    store.trash.purge(DAYS_IN_TRASH)
    store.recordings.purge(DAYS_IN_TRASH)
    return store.processes.register(process.pid, now(), leavesRuns)
  })
  /** What happens in the background or at the end must not end the program: a locked file may soon be free. */
  const reporting = (work: () => unknown) => async () => {
    try {
      await work()
    } catch (error) {
      // The write is tried again, and a storage fault is shown elsewhere.
      if (storageFaultOf(error) === null) report(error)
    }
  }
  const listeners = new Set<(message: EventMessage) => void>()
  const publish = (event: EventMessage['event'], data: unknown) => {
    for (const listener of listeners) {
      try {
        listener({ event, data })
      } catch (error) {
        // One client that fails must not keep the news from the others.
        report(error)
      }
    }
  }
  const machine = { ...describeMachine(), sqlite: store.sqliteVersion() }
  const provenance = (config: RunConfig): Provenance => ({
    ...machine,
    kernelHash: kernelHashOf(config.engine),
    threads: usableThreads(config, threadsPerRun),
  })
  const tasks = createTasks({ publish })
  const leftovers = createLeftovers({ store, report })
  const alerts = createRunAlerts({ store, publish, report })
  const manager = createRunManager({
    store,
    alerts,
    spawn,
    publish,
    ownerId,
    tasks,
    leftovers,
    provenance,
    workers: workers ?? store.settings.workers() ?? defaultWorkers(),
    threadsPerRun,
    keepsQueue,
    leavesRuns,
    stateEveryMs,
    report,
  })
  if (keepsQueue) {
    if (!store.settings.continuesRuns()) store.runs.forgetUnfinished()
    // Even where it fails there is a workbench to look at the runs with.
    void reporting(() => Promise.resolve(manager.takeUp()).catch(report))()
  }
  const lab = createLab({ spawn, publish })
  const verifier = createVerifier({ store, spawn, publish, provenance })
  const marks = createMarks(store, publish)
  const deletion = createDeletion({ store, publish, isOwn: manager.isOwn })
  const experiments = createExperiments({ store, manager, deletion, publish })
  const checker = createChecker({ databasePath, tasks })
  const runFiles = createRunFiles({
    store,
    tasks,
    checkRunFile: checker.checkRunFile,
    leftovers,
    ownerId,
    announceRuns: (runIds) => announceRuns(store, runIds, (run) => publish('run.changed', run)),
    restoreAll: deletion.restoreAll,
    experimentChanged: (id) => publish('experiment.changed', experiments.get(id)),
  })
  const groups = createGroupAnswers({ store, evaluate: manager.evaluate })
  void reporting(leftovers.look)()
  let lastSign: Promise<unknown> = Promise.resolve()
  const heartbeat = setInterval(() => {
    lastSign = Promise.all([reporting(manager.signOfLife)(), reporting(leftovers.look)()])
  }, HEARTBEAT_EVERY_MS).unref()
  const outside = watchOutsideChanges({
    store,
    publish,
    isOwn: manager.isOwn,
    experiment: experiments.find,
  })
  const look = setInterval(() => void outside.look().catch(report), LOOK_EVERY_MS).unref()

  // A command would be over before it is through.
  if (keepsQueue) alerts.keepCatchingUp()

  async function systemInfo(): Promise<SystemInfo> {
    return {
      version: packageJson.version,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      engines: await describeEngines(),
      workers: manager.workers(),
      continuesRuns: store.settings.continuesRuns(),
      keepsEpisodes: store.settings.keepsEpisodes(),
      cores: availableParallelism(),
      databasePath,
      sqlite: store.sqliteVersion(),
      electron: process.versions['electron'] ?? null,
    }
  }

  return {
    handlers: patientHandlers(
      requiringRuns(
        createHandlers({
          manager,
          store,
          groups,
          lab,
          verifier,
          experiments,
          systemInfo,
          marks,
          deletion,
          alerts,
          recordings: recordingHandlers(store, publish),
          runFiles: runFiles.handlers,
          checker,
          tasks,
          leftovers,
        }),
        store,
      ),
      patience,
    ),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    inUse: () => ({
      ownRuns: store.runs.active().filter((active) => active.ownerId === ownerId).length,
      otherPrograms: store.processes
        .list()
        .filter((owner) => owner.id !== ownerId && isProcessAlive(owner)).length,
    }),
    async close() {
      // A start or an import that is under way leaves nothing behind.
      await tasks.close()
      const [areAllEnded] = await Promise.all([
        manager.close(),
        ...[leftovers.close(), lab.close(), verifier.close(), runFiles.close()],
      ])
      clearInterval(look)
      outside.close()
      alerts.close()
      clearInterval(heartbeat)
      await lastSign
      // On a full disk neither may work; what could be kept is kept, and the next start tidies up.
      if (areAllEnded) await reporting(() => store.processes.remove(ownerId))()
      else abandoned.add(nameOf(ownerId))
      await reporting(store.close)()
    },
  }
}

/** Does what a start must write. If that throws, closes the database, so that the start can be tried again. */
function closingOnError<T>(store: Store, work: () => T): T {
  try {
    return work()
  } catch (error) {
    store.close()
    throw error
  }
}
