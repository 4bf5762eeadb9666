import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Progress, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { Provenance } from '#shared/run-history.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { configHash } from '#main/runs/config-hash.ts'
import { createStore, openDatabase, type Store } from '#main/store/store.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function openStore(path = join(temporaryFolder(), 'test.sqlite')): Store {
  const store = createStore(openDatabase(path))
  onTestFinished(() => store.close())
  return store
}

export const sampleConfig = (seed = 1): RunConfig =>
  parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'softmax-linear' },
    optimizer: { kind: 'sgd' },
    batch: { episodes: 4 },
    budget: { episodes: 100 },
    seed,
  })

export const createdAt = '2026-11-20T10:00:00.000Z'

/** Creates a queued run. */
export function addRun(
  store: Store,
  config = sampleConfig(),
  ownerId = store.processes.register(process.pid, createdAt),
) {
  return store.runs.create({ config, configHash: configHash(config), createdAt, ownerId })
}

export const sampleProgress: Progress = {
  episodes: 0,
  environmentSteps: 0,
  updates: 0,
  wallTimeMs: 0,
  meanReturnLast100: null,
  standardErrorLast100: null,
  lastReturn: null,
  meanReturnLast10: null,
  meanReturnLast1000: null,
  areaUnderCurve: null,
  bestMeanReturn100: null,
  successRateLast100: null,
  solvedAt: null,
}

export const sampleProvenance: Provenance = {
  version: '0.1.0',
  buildHash: null,
  kernelHash: '0123456789abcdef',
  arithmetic: 1,
  v8: '13.6.233.17',
  node: '24.0.0',
  electron: null,
  sqlite: '3.50.0',
  operatingSystem: 'Linux 6.1, x64',
  processor: 'A processor',
  cores: 2,
  threads: 1,
}

export const sampleEpisode = (index: number, changes: Partial<StoredEpisode> = {}) => ({
  index,
  episodeReturn: index / 3,
  length: 10 + index,
  terminated: index % 2 === 0,
  truncated: index % 2 === 1,
  environmentSteps: 10 * (index + 1),
  wallTimeMs: 0.1 * (index + 1),
  ...changes,
})

export const sampleUpdate = (index: number, changes: Partial<StoredUpdate> = {}) => ({
  index,
  episodes: 4 * (index + 1),
  environmentSteps: 40 * (index + 1),
  meanReturn: -0.5 - index,
  gradientNorm: 0.1 + index,
  gradientCovarianceTrace: 2 + index,
  kl: 0.001 * index,
  entropy: 0.6931471805599453,
  baseline: null,
  sigma: null,
  noiseToSignal: 3 + index,
  scoreGauge: 1.5,
  explainedVariance: null,
  valueLoss: null,
  learningRate: 0.01,
  clipFraction: null,
  stepScale: null,
  clippedActions: null,
  wallTimeMs: index + 0.5,
  ...changes,
})

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Stores so many episodes and updates in one batch. */
export function addRows(store: Store, runId: number, episodes: number, updates: number) {
  return store.addBatch(runId, {
    episodes: range(episodes).map((i) => sampleEpisode(i)),
    updates: range(updates).map((i) => sampleUpdate(i)),
    progress: { ...sampleProgress, episodes, updates },
    checkpoint: null,
  })
}
