import { createRng } from '#core/rng.ts'
import { configHash } from '#main/runs/config-hash.ts'
import type { Db } from '#main/store/database.ts'
import { createStore } from '#main/store/store.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import type { StoredEpisode, StoredUpdate } from '#shared/metrics.ts'

const EPISODES_PER_UPDATE = 100
const EPISODES_PER_BATCH = 50_000

/** Stores one completed run of so many episodes, in batches as training does; returns its id. */
export function writeLongRun(db: Db, count: number): number {
  const store = createStore(db)
  const rng = createRng(2, 'large-database')
  const config = parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp' },
    optimizer: { kind: 'adam' },
    batch: { episodes: EPISODES_PER_UPDATE },
    budget: { episodes: count },
  })
  const createdAt = '2026-06-01T00:00:00.000Z'
  const hash = configHash(config)
  const { id: runId } = store.runs.create({ config, configHash: hash, createdAt, ownerId: null })
  let environmentSteps = 0

  function nextEpisode(index: number): StoredEpisode {
    const length = 1 + Math.floor(500 * (1 - Math.exp((-5 * index) / count)) * rng.uniform())
    environmentSteps += length
    return {
      index,
      episodeReturn: length,
      length,
      terminated: length < 500,
      truncated: length >= 500,
      environmentSteps,
      wallTimeMs: environmentSteps / 1000,
    }
  }

  function updateAfter({ index, ...episode }: StoredEpisode): StoredUpdate {
    return {
      index: (index + 1) / EPISODES_PER_UPDATE - 1,
      episodes: index + 1,
      environmentSteps: episode.environmentSteps,
      meanReturn: episode.episodeReturn,
      gradientNorm: rng.uniform(),
      gradientCovarianceTrace: rng.uniform(),
      kl: 0.01 * rng.uniform(),
      entropy: 0.69 * rng.uniform(),
      baseline: null,
      sigma: null,
      noiseToSignal: 10 * rng.uniform(),
      scoreGauge: 2 * rng.uniform(),
      explainedVariance: null,
      valueLoss: null,
      learningRate: 0.01,
      clipFraction: null,
      stepScale: null,
      clippedActions: null,
      wallTimeMs: episode.wallTimeMs,
    }
  }

  for (let first = 0; first < count; first += EPISODES_PER_BATCH) {
    const size = Math.min(EPISODES_PER_BATCH, count - first)
    const episodes = Array.from({ length: size }, (_, i) => nextEpisode(first + i))
    const updates = episodes
      .filter(({ index }) => (index + 1) % EPISODES_PER_UPDATE === 0)
      .map(updateAfter)
    store.addBatch(runId, {
      episodes,
      updates,
      progress: {
        episodes: first + size,
        environmentSteps,
        updates: Math.floor((first + size) / EPISODES_PER_UPDATE),
        wallTimeMs: environmentSteps / 1000,
        meanReturnLast100: 400,
        standardErrorLast100: 10,
        lastReturn: 400,
        meanReturnLast10: 400,
        meanReturnLast1000: 400,
        areaUnderCurve: 350,
        bestMeanReturn100: 420,
        successRateLast100: null,
        solvedAt: null,
      },
      checkpoint: null,
    })
  }
  store.runs.setStatus(runId, 'completed', {
    engine: 'simd',
    startedAt: createdAt,
    finishedAt: new Date(Date.parse(createdAt) + environmentSteps / 1000).toISOString(),
  })
  return runId
}
