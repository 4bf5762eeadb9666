import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'
import { readRuns } from './announce-runs.ts'
import { configHash } from './config-hash.ts'
import { createEpisodeKeeper } from './episode-keeper.ts'
import { ownRun, type OwnRun, type RunsOfProcess } from './own-run.ts'
import { elsewhere, noPolicy } from './refusals.ts'
import { createOnceAtATime } from './once-at-a-time.ts'
import { createPlayer } from './player.ts'
import type { RunAlerts } from './run-alerts.ts'
import { createRunEndings } from './run-endings.ts'
import { createRunLauncher } from './run-launcher.ts'
import { createRunQueue } from './run-queue.ts'
import { createRunStarts } from './run-starts.ts'
import type { Leftovers } from './leftovers.ts'
import type { Tasks } from './tasks.ts'
import { summarizeEvaluation } from './summarize-evaluation.ts'
import { createStops } from './stops.ts'
import { createUnfinishedRuns } from './unfinished-runs.ts'

/** A stop is answered after this long even if the worker is deep in one operation. */
const STOP_WITHIN_MS = 400
/** Closing gives workers longer, so that what they have not sent yet is kept too. */
const CLOSE_WITHIN_MS = 3000

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
  /** How much training time passes at least between two states of a run. */
  readonly stateEveryMs?: number | undefined
  /** Told when the end of a run could not be stored. */
  readonly report: (error: unknown) => void
  readonly now?: () => Date
}

export type RunManager = ReturnType<typeof createRunManager>

/** Queues, starts, pauses and stops runs. What a worker tells is stored first, then published. */
export function createRunManager(options: RunManagerOptions) {
  const { store, alerts, spawn, publish, ownerId, report, stateEveryMs } = options
  let { workers } = options
  const { threadsPerRun = 1, keepsQueue = false, now = () => new Date() } = options
  /** In the order of their start, which is the order of the queue. */
  const own = new Map<number, OwnRun>()
  const player = createPlayer(spawn)
  const onceAtATime = createOnceAtATime<RecordedEpisode>()
  let closing = false
  const time = () => now().toISOString()

  function changed(run: Run): Run {
    publish('run.changed', run)
    return run
  }

  const { provenance } = options
  const shared: RunsOfProcess = { store, alerts, ownerId, own, changed, time, report, provenance }
  const endings = createRunEndings(shared, { keepsQueue, freed })
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
    ...{ keepsQueue, publish, pause, fill },
    workers: () => workers,
  })
  const startAll = createRunStarts(shared, { ...options, fill })
  const { stopAll, takeBack } = createStops(shared, { stop, endings, queue, unfinished, fill })

  function freed(count: number): void {
    queue.ended(count)
    fill()
  }

  /** Gives free workers to the runs that wait. */
  function fill(): void {
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
        launcher.launch(runId, run)
      } catch (error) {
        end(runId, 'failed', { reason: sentence(error) })
      }
      if (!isFree()) return
    }
  }

  /** The run, if this process may do `verb` to it in one of these phases; else one sentence why not. */
  function require(runId: number, verb: string, phases: readonly OwnRun['phase'][]): OwnRun {
    const { status } = store.runs.get(runId)
    const run = own.get(runId)
    if (run && phases.includes(run.phase)) return run
    if (!run && isActive(status)) throw elsewhere(runId)
    throw new ApiError(
      'conflict',
      `Run ${runId} is ${status}; only a ${phases.join(' or ')} run can be ${verb}`,
    )
  }

  /** Starts one run; many are started in parts. */
  function start(config: RunConfig): Run {
    const created = { config, configHash: configHash(config), createdAt: time(), ownerId }
    const run = store.runs.create(created)
    own.set(run.id, ownRun('queued'))
    changed(run)
    fill()
    return store.runs.get(run.id)
  }

  /** From where they were interrupted; all of them, or none. */
  function continueRuns(runIds: readonly number[]): Run[] {
    const runs = unfinished.goOn([...new Set(runIds)].map((runId) => ({ runId, status: 'queued' })))
    fill()
    return runs.map(({ id }) => store.runs.get(id))
  }

  /** Goes on with what the last session left unfinished. */
  function takeUp(): void {
    queue.began(unfinished.takeUp())
    fill()
  }

  function pause(runId: number): Run {
    const run = require(runId, 'paused', ['running'])
    const stored = store.runs.setStatus(runId, 'paused')
    run.phase = 'paused'
    run.isAskedFor = false
    run.training!.send({ kind: 'pause' })
    changed(stored)
    fill()
    return stored
  }

  function resume(runId: number): Run {
    const run = require(runId, 'resumed', ['paused'])
    const stored = store.runs.setStatus(runId, 'queued')
    run.phase = 'queued'
    run.isAskedFor = true
    // Unless a worker is free.
    queue.place([runId], null)
    changed(stored)
    fill()
    return store.runs.get(runId)
  }

  async function stop(runId: number): Promise<Run> {
    const run = require(runId, 'stopped', ['queued', 'running', 'paused'])
    return finish(run, 'stop', STOP_WITHIN_MS, () => end(runId, 'stopped'))
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

  /** An episode of the policy in training, or of the last one stored. */
  const playEpisode = (runId: number, start: number | null): Promise<RecordedEpisode> =>
    onceAtATime(`${runId} ${start}`, async () => {
      const { run, checkpoint } = await currentPolicy(runId)
      return player.play(run, checkpoint, start)
    })

  async function mapPolicy(request: PolicyMapRequest): Promise<PolicyMap> {
    const { run, checkpoint } = await currentPolicy(request.runId)
    return player.map(run, checkpoint, request)
  }

  /** The policy in training, or the last one stored; refuses where there is none. */
  async function currentPolicy(runId: number) {
    // A run that ends just now has stored its policy.
    const live = await own
      .get(runId)
      ?.training?.policy()
      .catch(() => null)
    return live ? { run: store.runs.get(runId), checkpoint: live } : storedPolicy(runId)
  }

  /** Judges the last policy stored. */
  async function evaluate(request: EvaluationRequest): Promise<Evaluation> {
    const { run, checkpoint } = storedPolicy(request.runId)
    const episodes = await player.evaluate(run, checkpoint, request)
    return summarizeEvaluation(request, run, checkpoint.update, episodes)
  }

  /** The last policy stored of a run; refuses where there is none. */
  function storedPolicy(runId: number) {
    const run = store.runs.get(runId)
    const checkpoint = store.checkpoints.get(runId)
    if (!checkpoint) throw noPolicy(run)
    return { run, checkpoint }
  }

  /** Tells other programs that this one lives; takes back the runs one of them took for lost. */
  function signOfLife(): void {
    const held = new Map([...own].map(([runId, { phase }]) => [runId, phase]))
    const owner = { ownerId, pid: process.pid, keepsQueue }
    store.processes.signOfLife(owner, time(), held).forEach(changed)
  }

  /** Ends all runs by message, keeping what they learned. */
  async function close(): Promise<void> {
    closing = true
    try {
      interruptWaiting()
    } catch (error) {
      // One by one then: what can be stored is.
      report(error)
    }
    const endings = [...own].map(([runId, run]) =>
      finish(run, 'suspend', CLOSE_WITHIN_MS, () => interrupt(runId)),
    )
    await Promise.allSettled(endings)
    await Promise.all([launcher.allExited(), player.close()])
  }

  return {
    start,
    startAll,
    /** One run a seed: all of them, or none. */
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
    playEpisode,
    mapPolicy,
    evaluate,
    storedPolicy,
    signOfLife,
    close,
    isOwn: (runId: number) => own.has(runId),
  }
}
