import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import { isActive, type Run, type RunStatus } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import type { WorkerMessage } from '#main/workers/protocol.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'
import { configHash } from './config-hash.ts'
import { summarizeEvaluation } from './summarize-evaluation.ts'
import type { Ending, OwnRun } from './own-run.ts'
import { elsewhere, noPolicy } from './refusals.ts'
import { createPlayer } from './player.ts'
import { startTraining } from './start-training.ts'

/** A stop is answered after this long even if the worker is deep in one operation. */
const STOP_WITHIN_MS = 400
/** Closing gives workers longer, so that what they have not sent yet is kept too. */
const CLOSE_WITHIN_MS = 3000

export interface RunManagerOptions {
  readonly store: Store
  readonly spawn: SpawnWorker
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Names this process as the owner of the runs it starts. */
  readonly ownerId: number
  /** What is kept with a run of what trains it. */
  readonly provenance: (config: RunConfig) => Provenance
  /** How many runs train at once. */
  readonly workers: number
  /** In how many threads each of them may train; default 1. */
  readonly threadsPerRun?: number
  /** Told when the end of a run could not be stored. */
  readonly report: (error: unknown) => void
  readonly now?: () => Date
}

export type RunManager = ReturnType<typeof createRunManager>

/** Queues, starts, pauses and stops runs. What a worker tells is stored first, then published. */
export function createRunManager(options: RunManagerOptions) {
  const { store, spawn, publish, ownerId, report } = options
  let { workers } = options
  const { threadsPerRun = 1, now = () => new Date() } = options
  /** In the order of their start, which is the order of the queue. */
  const own = new Map<number, OwnRun>()
  const threads = new Set<Promise<void>>()
  const player = createPlayer(spawn)
  let closing = false
  const time = () => now().toISOString()

  function changed(run: Run): Run {
    publish('run.changed', run)
    return run
  }

  /** Gives free workers to the runs that wait. */
  function fill(): void {
    for (const [runId, run] of own) {
      const busy = [...own.values()].filter(({ phase }) => phase === 'running').length
      if (busy >= workers || closing) return
      if (run.phase !== 'queued') continue
      try {
        launch(runId, run)
      } catch (error) {
        end(runId, 'failed', { reason: sentence(error) })
      }
    }
  }

  function launch(runId: number, run: OwnRun): void {
    run.phase = 'running'
    const isResumed = run.training !== null
    const stored = store.runs.setStatus(runId, 'running', isResumed ? {} : { startedAt: time() })
    if (run.training) run.training.send({ kind: 'resume' })
    else {
      const { config } = stored
      run.training = startTraining(
        spawn,
        { runId, config, mostThreads: threadsPerRun },
        {
          told: (message) => hear(runId, message),
          failed: (reason) => end(runId, 'failed', { reason }),
        },
      )
      const { exited } = run.training
      threads.add(exited)
      void exited.then(() => threads.delete(exited))
    }
    changed(stored)
  }

  function hear(runId: number, message: WorkerMessage): void {
    const run = own.get(runId)
    // A run that was ended in the meantime takes nothing more.
    if (!run) return
    switch (message.kind) {
      case 'started':
        return began(runId, run, message.engine)
      case 'batch':
        // Stored first, published second: a client that reloads misses nothing.
        return void changed(store.addBatch(runId, message.batch))
      case 'ended': {
        const { outcome, metricsHash } = message
        if (closing && outcome.kind === 'stopped') return interrupt(runId, metricsHash)
        const reason = outcome.kind === 'diverged' ? { reason: outcome.reason } : {}
        return void end(runId, outcome.kind, { ...reason, metricsHash })
      }
    }
  }

  function began(runId: number, { phase }: OwnRun, engine: string): void {
    const provenance = options.provenance(store.runs.get(runId).config)
    changed(store.runs.setStatus(runId, phase, { engine, provenance }))
  }

  function end(runId: number, status: RunStatus, ending: Ending = {}): void {
    const run = own.get(runId)
    if (!run) return
    own.delete(runId)
    run.training?.stop()
    try {
      run.ended.resolve(
        changed(store.runs.setStatus(runId, status, { ...ending, finishedAt: time() })),
      )
    } catch (error) {
      // The other runs go on; the next start finds this one interrupted.
      report(error)
      run.ended.reject(error)
      tellUnstoredEnd(runId, ending.reason ?? sentence(error))
    }
    fill()
  }

  /** The one thing published without being stored: whoever waits for the run would wait for ever. */
  function tellUnstoredEnd(runId: number, reason: string): void {
    try {
      changed({ ...store.runs.get(runId), status: 'failed', reason, finishedAt: time() })
    } catch (error) {
      report(error)
    }
  }

  const interrupt = (runId: number, metricsHash?: string) =>
    end(runId, 'interrupted', {
      reason: 'The workbench was closed before the run was over',
      ...(metricsHash === undefined ? {} : { metricsHash }),
    })

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

  /** All of them are stored, by `create`, and queued, or none. */
  function startAll(configs: readonly RunConfig[], create = store.runs.createAll): Run[] {
    const created = { createdAt: time(), ownerId }
    const runs = create(
      configs.map((config) => ({ config, configHash: configHash(config), ...created })),
    )
    for (const run of runs) {
      const ended = Promise.withResolvers<Run>()
      // It rejects for those who wait for the end; nobody has to.
      ended.promise.catch(() => undefined)
      own.set(run.id, { phase: 'queued', training: null, ended })
      changed(run)
    }
    fill()
    return runs.map(({ id }) => store.runs.get(id))
  }

  function pause(runId: number): Run {
    const run = require(runId, 'paused', ['running'])
    const stored = store.runs.setStatus(runId, 'paused')
    run.phase = 'paused'
    run.training!.send({ kind: 'pause' })
    changed(stored)
    fill()
    return stored
  }

  function resume(runId: number): Run {
    const run = require(runId, 'resumed', ['paused'])
    const stored = store.runs.setStatus(runId, 'queued')
    // The last in the queue, unless a worker is free.
    own.delete(runId)
    own.set(runId, run)
    run.phase = 'queued'
    changed(stored)
    fill()
    return store.runs.get(runId)
  }

  async function stop(runId: number): Promise<Run> {
    const run = require(runId, 'stopped', ['queued', 'running', 'paused'])
    return finish(run, STOP_WITHIN_MS, () => end(runId, 'stopped'))
  }

  /** Lets the worker end the run and say all it knows; if it takes too long, or never began, `giveUp` ends it. */
  function finish(run: OwnRun, withinMs: number, giveUp: () => void): Promise<Run> {
    const { training, ended } = run
    if (!training?.hasStarted()) {
      giveUp()
      return ended.promise
    }
    training.stop()
    const deadline = setTimeout(giveUp, withinMs)
    return ended.promise.finally(() => clearTimeout(deadline))
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
  async function playEpisode(runId: number, start: number | null): Promise<RecordedEpisode> {
    const training = own.get(runId)?.training
    // A run that ends just now has stored its policy.
    const live = await training?.play(start).catch(() => null)
    if (live) return live
    const { run, checkpoint } = storedPolicy(runId)
    return player.play(run, checkpoint, start)
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
    store.processes.signOfLife(ownerId, process.pid, time(), held).forEach(changed)
  }

  /** Ends all runs by message, keeping what they learned. */
  async function close(): Promise<void> {
    closing = true
    const endings = [...own].map(([runId, run]) =>
      finish(run, CLOSE_WITHIN_MS, () => interrupt(runId)),
    )
    await Promise.allSettled(endings)
    await Promise.all([...threads, player.close()])
  }

  return {
    startAll,
    start: (config: RunConfig): Run => startAll([config])[0]!,
    pause,
    resume,
    stop,
    remove,
    restore: (runId: number): Run => changed(store.trash.takeBack(runId)),
    workers: () => workers,
    setWorkers,
    playEpisode,
    player,
    trainingOf: (runId: number) => own.get(runId)?.training,
    evaluate,
    storedPolicy,
    signOfLife,
    close,
    isOwn: (runId: number) => own.has(runId),
  }
}
