import { once } from 'node:events'
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { createCrew } from '#core/crew.ts'
import type { Engine } from '#core/engines/engine.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { createMetricsHash, type MetricsHash } from './metrics-hash.ts'
import { createOutbox } from './outbox.ts'
import { createMilestones } from './milestones.ts'
import { policySnapshot } from './policy-snapshot.ts'
import type { TrainingCommand, TrainingOutcome, TrainJob, WorkerMessage } from './protocol.ts'
import { createStopwatch } from './stopwatch.ts'
import { createThreadedCrew } from './threaded-crew.ts'
import { createStateTaker, deserializeState } from './training-states.ts'

/** How often training looks for commands; a stop waits this long and one tick. */
const LISTEN_EVERY_MS = 10
/** Who is to end keeps what it learned: an update under way may take so long to its end. */
const SUSPEND_WITHIN_MS = 1000
/** A stop is answered sooner. */
const STOP_WITHIN_MS = 200
/** Of a larger policy, the state would take too long: once stopped, it goes on from an earlier one. */
const QUICKLY_SAVED_BYTES = 2 ** 23

/** Trains one run to its end, telling the manager as it goes and hearing its commands. */
export async function trainRun(
  { config, helpers, goesOnFrom, stateEveryMs }: TrainJob,
  port: MessagePort,
  engine: Engine,
): Promise<void> {
  const say = (message: WorkerMessage) => port.postMessage(message)
  if (goesOnFrom && goesOnFrom.engine !== engine.name) {
    const reason = `It was begun by the engine ${goesOnFrom.engine}; this is ${engine.name}, which rounds differently`
    return say({ kind: 'refused', reason })
  }
  const training = createTraining(config, engine, (options) =>
    helpers.length === 0 ? createCrew(options) : createThreadedCrew(options, helpers),
  )
  const hash = createMetricsHash()
  let early: readonly TrainingCommand[] = []
  if (goesOnFrom) {
    training.restore(deserializeState(goesOnFrom.state))
    const heard = await hearHistory(port, hash)
    // Ended before it went on: what is stored is all there is.
    if (heard === null) return
    early = heard
  }
  const stopwatch = createStopwatch(goesOnFrom?.progress.wallTimeMs)
  const outbox = createOutbox({
    training,
    stopwatch,
    states: createStateTaker(training, stopwatch.elapsedMs(), stateEveryMs),
    hash,
    solvedAt: goesOnFrom?.progress.solvedAt ?? null,
    send: (batch) => say({ kind: 'batch', batch }),
  })
  const milestones = createMilestones(training)
  function tellMilestone(): void {
    const moment = milestones.reached()
    if (moment) say({ kind: 'milestone', moment, checkpoint: policySnapshot(training) })
  }
  const isQuicklySaved = training.policy.network.parameters.byteLength <= QUICKLY_SAVED_BYTES
  /** When to end at the latest, between two updates if possible, and as what. */
  let end: { readonly kind: 'stopped' | 'suspended'; readonly at: number } | null = null

  /** What is paused, or asked to stop a second time, trains no further. */
  function mayBringUpdateToItsEnd(): boolean {
    return isQuicklySaved && end === null && !stopwatch.isPaused()
  }

  /** Whoever watches plays with a copy, in another thread: all that training gives them is the time to copy. */
  function tellPolicy(requestId: number): void {
    const from = performance.now()
    const checkpoint = policySnapshot(training)
    say({ kind: 'policy', requestId, checkpoint, costMs: performance.now() - from })
  }

  function obey(command: TrainingCommand): void {
    switch (command.kind) {
      case 'policy':
        return tellPolicy(command.requestId)
      case 'pause':
        outbox.flush()
        return stopwatch.pause()
      case 'resume':
        return stopwatch.resume()
      case 'stored':
        return outbox.stored()
      case 'suspend':
        end ??= { kind: 'suspended', at: performance.now() + SUSPEND_WITHIN_MS }
        return stopwatch.resume()
    }
  }

  /** Trains until the run ends, the manager has something to say, or it is time to listen. */
  async function run(): Promise<TrainingOutcome> {
    const events = train(config, training)
    let listenedAt = 0
    early.forEach(obey)
    for (;;) {
      const isHeldUp = end === null && outbox.isFull() && !stopwatch.isPaused()
      const hasToWait = stopwatch.isPaused() || isHeldUp
      if (hasToWait || performance.now() - listenedAt >= LISTEN_EVERY_MS) {
        const from = performance.now()
        const commands = await receive(port, hasToWait)
        if (isHeldUp) stopwatch.leaveOut(performance.now() - from)
        for (const command of commands) {
          if (command.kind === 'stop') {
            if (!mayBringUpdateToItsEnd()) return { kind: 'stopped' }
            end = { kind: 'stopped', at: performance.now() + STOP_WITHIN_MS }
          } else obey(command)
        }
        listenedAt = performance.now()
        if (hasToWait || stopwatch.isPaused()) continue
      }
      if (end !== null && (outbox.isBetweenUpdates() || performance.now() >= end.at)) {
        return { kind: end.kind }
      }
      const next = events.next()
      if (next.done) return next.value
      outbox.add(next.value)
      if (next.value.kind === 'update') tellMilestone()
    }
  }

  say({ kind: 'started', engine: engine.name })
  if (training.progress.current.updates === 0) tellMilestone()
  const outcome = await run()
  const keepsState = outcome.kind === 'suspended' || (outcome.kind === 'stopped' && isQuicklySaved)
  if (keepsState) outbox.flushState()
  else outbox.flushAll()
  say({ kind: 'ended', outcome, metricsHash: hash.digest() })
}

/** Hashes what was stored of the run; returns the commands that came meanwhile, or null when it is to end. */
async function hearHistory(
  port: MessagePort,
  hash: MetricsHash,
): Promise<readonly TrainingCommand[] | null> {
  const others: TrainingCommand[] = []
  let isOver = false
  while (!isOver) {
    for (const command of await receive(port, true)) {
      if (command.kind === 'stop' || command.kind === 'suspend') return null
      if (command.kind === 'history') {
        command.episodes.forEach(hash.addEpisode)
        command.updates.forEach(hash.addUpdate)
      } else if (command.kind === 'historyEnds') isOver = true
      else others.push(command)
    }
  }
  return others
}

/** Commands that have arrived. Training never waits for one; a paused run, with `wait`, does. */
async function receive(port: MessagePort, wait: boolean): Promise<TrainingCommand[]> {
  const commands: TrainingCommand[] = []
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    commands.push(next.message as TrainingCommand)
  }
  if (commands.length > 0 || !wait) return commands
  const [message] = (await once(port, 'message')) as [TrainingCommand]
  return [message]
}
