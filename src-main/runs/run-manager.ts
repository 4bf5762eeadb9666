import { setTimeout as sleep } from 'node:timers/promises'
import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { LastSession } from '#shared/queue.ts'
import type { Provenance } from '#shared/run-history.ts'
import { isActive, type Run } from '#shared/run.ts'
import { storageFaultOf } from '#main/store/storage-fault.ts'
import type { Store } from '#main/store/store.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'
import { readRuns } from './announce-runs.ts'
import { configHash } from './config-hash.ts'
import { createEpisodeKeeper } from './episode-keeper.ts'
import { ownRun, type OwnRun, type RunsOfProcess } from './own-run.ts'
import { elsewhere } from './refusals.ts'
import { createPlayer } from './player.ts'
import type { RunAlerts } from './run-alerts.ts'
import { createRunEndings } from './run-endings.ts'
import { createRunLauncher } from './run-launcher.ts'
import { createRunPolicies } from './run-policies.ts'
import { createRunQueue } from './run-queue.ts'
import { createRunStarts } from './run-starts.ts'
import type { Leftovers } from './leftovers.ts'
import type { Tasks } from '#main/tasks/tasks.ts'
import { createSignOfLife } from './sign-of-life.ts'
import { createStops } from './stops.ts'
import { createUnfinishedRuns } from './unfinished-runs.ts'
import { createWriteQueue } from './write-queue.ts'

/** A stop is answered after this long even if the worker is deep in one operation. */
const STOP_WITHIN_MS = 300
/** Closing gives workers longer, so that what they have not sent yet is kept too. */
const CLOSE_WITHIN_MS = 3000
/** How much longer closing waits for a storage at fault. */
const STORE_WITHIN_MS = 500
/** The lane of starts among the lanes of runs. */
const STARTS = 0

export interface RunManagerOptions {
  readonly store: Store
  readonly alerts: RunAlerts
  readonly spawn: SpawnWorker
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Names this process as the owner of the runs it starts. */
  readonly ownerId: number
  readonly tasks: Tasks
  readonly leftovers: Leftovers
  /** What is kept with a run of what trains it. */
  readonly provenance: (config: RunConfig) => Provenance
  /** How many runs train at once. */
  readonly workers: number
  /** In how many threads each of them may train; default 1. */
  readonly threadsPerRun?: number
  /** Whether the next start goes on with the runs this process leaves unfinished; default: it does not. */
  readonly keepsQueue?: boolean
  /** Whether the next window or server takes up what this process leaves unfinished. */
  readonly leavesRuns?: boolean
  /** How much training time passes at least between two states of a run. */
  readonly stateEveryMs?: number | undefined
  /** Told when the end of a run could not be stored. */
  readonly report: (error: unknown) => void
  readonly now?: () => Date
}

export type RunManager = ReturnType<typeof createRunManager>

/** Queues, starts, pauses and stops runs. What a worker tells is stored first, then published. */
export function createRunManager(options: RunManagerOptions) {
  const { store, alerts, spawn, publish, ownerId, provenance, report, stateEveryMs } = options
  let { workers } = options
  const { threadsPerRun = 1, keepsQueue = false, now = () => new Date() } = options
  /** In the order of their start, which is the order of the queue. */
  const own = new Map<number, OwnRun>()
  const player = createPlayer(spawn)
  let closing = false
  const time = () => now().toISOString()

  function changed(run: Run): Run {
    publish('run.changed', run)
    return run
  }

  const writes = createWriteQueue({
    changed: (state) => publish('storage.changed', state),
    ...{ report, time },
  })
  const shared: RunsOfProcess = {
    ...{ store, writes, alerts, ownerId, own, changed, time, report, provenance },
  }
  const endings = createRunEndings(shared, {
    leavesRuns: options.leavesRuns ?? keepsQueue,
    freed(count) {
      queue.ended(count)
      fill()
    },
  })
  const keeper = createEpisodeKeeper({
    ...{ store, player, publish, time, report },
    isOn: () => keepsQueue && !closing && store.settings.keepsEpisodes(),
  })
  const launcher = createRunLauncher(shared, {
    ...{ spawn, threadsPerRun, stateEveryMs, endings, keeper },
  })
  const unfinished = createUnfinishedRuns(shared)
  const { end, interrupt, interruptWaiting, finish } = endings
  const queue = createRunQueue(shared, {
    ...{ keepsQueue, publish, fill },
    pause: rest,
    workers: () => workers,
  })
  const startAll = createRunStarts(shared, { ...options, fill })
  const { stopAll, takeBack } = createStops(shared, { stop, endings, queue, unfinished, fill })

  /** Gives free workers to waiting runs, now or as soon as their start can be stored. */
  function fill(): void {
    if (closing) return
    if (writes.has(STARTS)) return writes.hurry()
    writes.add(STARTS, { store: startWaiting, stored: () => undefined, refused: report })
  }

  function startWaiting(): void {
    const isFree = () => {
      let busy = 0
      for (const { phase } of own.values()) if (phase === 'running') busy++
      return busy < workers && !closing
    }
    if (!isFree()) return
    const held = store.experiments.heldRunIds()
    const isHeld = (runId: number) => queue.isHeld() || held.has(runId)
    for (const [runId, run] of own) {
      if (run.phase !== 'queued' || (isHeld(runId) && !run.isAskedFor)) continue
      try {
        if (endings.isStillOurs(runId)) launcher.launch(runId, run)
        else end(runId, 'interrupted')
      } catch (error) {
        if (run.phase === 'queued' && storageFaultOf(error) !== null) throw error
        end(runId, 'failed', { reason: sentence(error) })
      }
      if (!isFree()) return
    }
  }

  /** The run, if this process may do `verb` to it in one of these phases; else one sentence why not. */
  function require(runId: number, verb: string, phases: readonly OwnRun['phase'][]): OwnRun {
    const { status } = store.runs.get(runId)
    const run = own.get(runId)
    const isOurs = run !== undefined && endings.isStillOurs(runId)
    if (isOurs && phases.includes(run.phase)) return run
    if (!isOurs && isActive(status)) throw elsewhere(runId)
    throw new ApiError(
      'conflict',
      `Run ${runId} is ${status}; only a ${named(phases)} run can be ${verb}`,
    )
  }

  /** Starts one run. */
  function start(config: RunConfig): Run {
    const created = { config, configHash: configHash(config), createdAt: time(), ownerId }
    const run = store.runs.create(created)
    own.set(run.id, ownRun('queued'))
    changed(run)
    fill()
    try {
      return store.runs.get(run.id)
    } catch (error) {
      // It is stored, so a failing read is no reason to refuse the call.
      if (storageFaultOf(error) === null) throw error
      return run
    }
  }

  /** From where they were interrupted; all of them, or none. */
  async function continueRuns(wished: readonly number[]): Promise<readonly Run[]> {
    const runIds = [...new Set(wished)]
    await unfinished.goOn(runIds.map((runId) => ({ runId, status: 'queued' })))
    fill()
    return readRuns(store, runIds)
  }

  /** Goes on with what the last session left unfinished. */
  function takeUp(): void | Promise<void> {
    const began = (session: LastSession): void => (queue.began(session), queue.look())
    const session = unfinished.takeUp()
    return session instanceof Promise ? session.then(began) : began(session)
  }

  function pause(runId: number): Run {
    require(runId, 'paused', ['running'])
    const stored = store.runs.setStatus(runId, 'paused')
    rest(runId)
    changed(stored)
    fill()
    return stored
  }

  /** Pauses the worker of a run once its pause is stored. */
  function rest(runId: number): void {
    const run = own.get(runId)!
    run.phase = 'paused'
    run.isAskedFor = false
    run.training!.send({ kind: 'pause' })
  }

  function resume(runId: number): Run {
    const run = require(runId, 'resumed', ['paused'])
    // It goes to the end of the queue unless a worker is free.
    queue.resumePaused([runId], undefined, null)
    run.isAskedFor = true
    fill()
    return store.runs.get(runId)
  }

  /** Stops a run. If its end cannot be stored yet, returns the run as it is stored; its training has ended. */
  async function stop(runId: number): Promise<Run> {
    const run = require(runId, 'stopped', ['queued', 'running', 'paused', 'ending'])
    return finish(runId, run, 'stop', STOP_WITHIN_MS, () => end(runId, 'stopped'))
  }

  function remove(runId: number): null {
    const { status } = store.runs.get(runId)
    if (isActive(status)) {
      throw own.has(runId)
        ? new ApiError('conflict', `Run ${runId} is ${status}; stop it before deleting it`)
        : elsewhere(runId)
    }
    store.trash.put(runId, time())
    publish('run.deleted', { runId })
    return null
  }

  /** Runs in training go on when there are to be fewer. */
  function setWorkers(count: number): void {
    workers = count
    fill()
  }

  /**
   * Ends all runs by message and keeps what they learned. Returns false if the end of some could not be
   * stored: the next start finds them as runs whose program is gone.
   */
  async function close(): Promise<boolean> {
    closing = true
    try {
      await interruptWaiting()
    } catch (error) {
      // One by one then: what can be stored is.
      report(error)
    }
    const endings = [...own].map(([runId, run]) =>
      finish(runId, run, 'suspend', CLOSE_WITHIN_MS, () => interrupt(runId)),
    )
    await Promise.allSettled(endings)
    await Promise.race([writes.settled(), sleep(STORE_WITHIN_MS, null, { ref: false })])
    writes.close()
    await Promise.all([launcher.allExited(), player.close()])
    return own.size === 0
  }

  return {
    start,
    startAll,
    /** Starts one run per seed: all of them, or none. */
    async startSeeds(
      config: RunConfig,
      seeds: readonly number[],
      taskId?: string,
    ): Promise<readonly Run[]> {
      const configs = seeds.map((seed) => ({ ...config, seed }))
      return readRuns(store, (await startAll({ configs, taskId })).runIds)
    },
    continueRuns,
    takeUp,
    queue,
    pause,
    resume,
    stop,
    stopAll,
    stopQueue: () => stopAll([...own.keys()]),
    undoStop: takeBack,
    remove,
    restore: (runId: number): Run => changed(store.trash.takeBack(runId)),
    workers: () => workers,
    setWorkers,
    ...createRunPolicies(shared, player),
    signOfLife: createSignOfLife(shared, { leavesRuns: options.leavesRuns ?? keepsQueue }),
    storageState: writes.state,
    close,
    isOwn: (runId: number) => own.has(runId),
  }
}

/** The phases in the words of the window. */
const named = (phases: readonly OwnRun['phase'][]): string =>
  phases.filter((phase) => phase !== 'ending').join(' or ')
