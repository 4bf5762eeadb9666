import type { TrainingEvent } from '#core/train.ts'
import type { Training } from '#core/training.ts'
import type { StoredDistribution } from '#shared/distributions.ts'
import type { Progress, SolvedAt, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { MetricsHash } from './metrics-hash.ts'
import { policySnapshot } from './policy-snapshot.ts'
import type { PolicyCheckpoint, TrainingBatch } from './protocol.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { StateTaker } from './training-states.ts'

const FLUSH_EVERY_MS = 100
const CHECKPOINT_EVERY_MS = 2000
/** A batch with this many rows is sent at once; storing it takes about ten milliseconds. */
const MAX_ROWS = 10_000

/**
 * Collects training events, stamps them with the time, and sends them in batches, one at a time. While
 * one batch is being stored the next one grows, so that a slow disk makes batches larger and nothing
 * queues up.
 */
export interface Outbox {
  /**
   * Takes an event. Sends a batch if the last one is stored and 100 ms old, if a state is due, or if
   * there is much to send.
   */
  add(event: TrainingEvent): void
  /** Whether training must wait until the last batch is stored, because so much is unsent. */
  isFull(): boolean
  /** Says that a batch is stored. */
  stored(): void
  /** Sends what has been collected, because training is about to pause. */
  flush(): void
  /** Sends the rest, with the policy as it is now. Nothing follows. */
  flushAll(): void
  /** The same with the whole state, from which the run can go on, if it stands between two updates. */
  flushState(): void
  /** Nothing was played since the last update. */
  isBetweenUpdates(): boolean
}

interface OutboxOptions {
  readonly training: Training
  readonly stopwatch: Stopwatch
  readonly states: StateTaker
  /** Of the run up to here. */
  readonly hash: MetricsHash
  /** Where the run was solved before it came to this worker. */
  readonly solvedAt: SolvedAt | null
  readonly send: (batch: TrainingBatch) => void
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { training, stopwatch, states, hash, send } = options
  let { solvedAt } = options
  let episodes: StoredEpisode[] = []
  let updates: StoredUpdate[] = []
  let distributions: StoredDistribution[] = []
  let flushedAt = stopwatch.elapsedMs()
  let checkpointAt = -Infinity
  let checkpointUpdate = 0
  let stateUpdate = training.progress.current.updates
  let isBetweenUpdates = true
  /** How many batches were sent and are not stored yet. */
  let unstored = 0

  const progress = (): Progress => ({
    ...training.progress.current,
    ...training.progress.results(),
    wallTimeMs: stopwatch.elapsedMs(),
    solvedAt,
  })

  /** The policy after the last update; null when it was sent already or is no longer finite. */
  function checkpoint(): PolicyCheckpoint | null {
    const { parameters } = training.policy.network
    const update = training.progress.current.updates
    if (update === checkpointUpdate || !parameters.every(Number.isFinite)) return null
    checkpointUpdate = update
    checkpointAt = stopwatch.elapsedMs()
    return policySnapshot(training)
  }

  /** Null when it was sent already, or while an update is under way. */
  function state(): Uint8Array | null {
    const { updates: update } = training.progress.current
    if (!isBetweenUpdates || update === stateUpdate) return null
    stateUpdate = update
    return states.take(stopwatch.elapsedMs())
  }

  function flushWith(latest: Pick<TrainingBatch, 'checkpoint' | 'state'>): void {
    send({ episodes, updates, distributions, progress: progress(), ...latest })
    unstored++
    episodes = []
    updates = []
    distributions = []
    flushedAt = stopwatch.elapsedMs()
  }

  const rows = () => episodes.length + updates.length
  const flush = () => {
    const isDue = stopwatch.elapsedMs() - checkpointAt >= CHECKPOINT_EVERY_MS
    flushWith({ checkpoint: isDue ? checkpoint() : null, state: null })
  }
  const flushState = () => flushWith({ checkpoint: checkpoint(), state: state() })

  return {
    add(event) {
      const wallTimeMs = stopwatch.elapsedMs()
      isBetweenUpdates = event.kind === 'update'
      if (event.kind === 'episode') {
        hash.addEpisode(event.episode)
        episodes.push({ ...event.episode, wallTimeMs })
        const solved = training.progress.current.solvedAt
        if (solved !== null) solvedAt ??= { ...solved, wallTimeMs }
      } else if (event.kind === 'update') {
        hash.addUpdate(event.update)
        updates.push({ ...event.update, wallTimeMs })
        const { index } = event.update
        for (const each of event.distributions) distributions.push({ ...each, update: index })
        if (unstored === 0 && states.isDue(wallTimeMs)) return flushState()
      }
      if (unstored > 0) return
      if (wallTimeMs - flushedAt >= FLUSH_EVERY_MS || rows() >= MAX_ROWS) flush()
    },
    isFull: () => unstored > 0 && rows() >= MAX_ROWS,
    stored: () => void unstored--,
    flush,
    flushAll: () => flushWith({ checkpoint: checkpoint(), state: null }),
    flushState,
    isBetweenUpdates: () => isBetweenUpdates,
  }
}
