import type { TrainingEvent } from '#core/train.ts'
import type { Training } from '#core/training.ts'
import type { StoredDistribution } from '#shared/distributions.ts'
import type { Progress, SolvedAt, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import { createMetricsHash } from './metrics-hash.ts'
import type { PolicyCheckpoint, TrainingBatch } from './protocol.ts'
import type { Stopwatch } from './stopwatch.ts'

const FLUSH_EVERY_MS = 100
const CHECKPOINT_EVERY_MS = 2000

/** Collects what training tells, stamps it with the time, and sends it on in batches. */
export interface Outbox {
  /** Takes an event and sends a batch when the last one was 100 ms ago. */
  add(event: TrainingEvent): void
  /** Sends what there is. */
  flush(): void
  /** The same with the policy as it is now: nothing follows. */
  flushAll(): void
  metricsHash(): string
}

export function createOutbox(
  training: Training,
  stopwatch: Stopwatch,
  send: (batch: TrainingBatch) => void,
): Outbox {
  const hash = createMetricsHash()
  let episodes: StoredEpisode[] = []
  let updates: StoredUpdate[] = []
  let distributions: StoredDistribution[] = []
  let solvedAt: SolvedAt | null = null
  let flushedAt = stopwatch.elapsedMs()
  let checkpointAt = -Infinity
  let checkpointUpdate = 0

  const progress = (): Progress => ({
    ...training.progress.current,
    standardErrorLast100: training.progress.standardErrorLast100(),
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
    const observationMoments = training.normalizer?.save() ?? null
    return { update, parameters: parameters.slice(), observationMoments }
  }

  function flushWith(latest: PolicyCheckpoint | null): void {
    send({ episodes, updates, distributions, progress: progress(), checkpoint: latest })
    episodes = []
    updates = []
    distributions = []
    flushedAt = stopwatch.elapsedMs()
  }

  const flush = () => {
    const isDue = stopwatch.elapsedMs() - checkpointAt >= CHECKPOINT_EVERY_MS
    flushWith(isDue ? checkpoint() : null)
  }

  return {
    add(event) {
      const wallTimeMs = stopwatch.elapsedMs()
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
      }
      if (wallTimeMs - flushedAt >= FLUSH_EVERY_MS) flush()
    },
    flush,
    flushAll: () => flushWith(checkpoint()),
    metricsHash: hash.digest,
  }
}
