import { createRng } from '#core/rng.ts'
import { configHash } from '#main/runs/config-hash.ts'
import type { Db } from '#main/store/database.ts'
import { createRunStore } from '#main/store/runs.ts'
import { createTagStore } from '#main/store/tags.ts'
import { describeEnvironment, environmentIds } from '#shared/environments.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import type { RunStatus } from '#shared/run.ts'

const SEEDS_PER_CONFIGURATION = 5
const STATUSES: readonly RunStatus[] = [
  'completed',
  'completed',
  'completed',
  'stopped',
  'diverged',
]
const TAGS = ['night', 'paper', 'pilot', 'ablation']
const FIRST_CREATED = Date.parse('2026-01-01T00:00:00Z')

/** A plausible configuration; no two numbers give the same. */
function configuration(number: number): RunConfig {
  const id = environmentIds[number % environmentIds.length]!
  const environment = parseRunConfig({
    environment: { id },
    policy: { kind: 'mlp' },
    optimizer: { kind: 'adam' },
    batch: { episodes: 4 },
    budget: { episodes: 100 },
  }).environment
  const isContinuous = describeEnvironment(environment).actionSpace.kind === 'continuous'
  const hiddenSizes = [[32], [64, 64], [128, 128]][number % 3]!
  return parseRunConfig({
    environment: { id },
    policy: { kind: 'mlp', hiddenSizes },
    estimator: { gamma: [0.9, 0.99, 0.999][number % 3]!, normalizeAdvantages: number % 2 === 0 },
    optimizer: {
      kind: (['adam', 'sgd', 'rmsprop'] as const)[number % 3]!,
      learningRate: Number((10 ** (-1 - (number % 31) / 10)).toPrecision(3)),
    },
    batch: { episodes: isContinuous ? 32 : 16 },
    budget: { environmentSteps: 100_000 + number },
  })
}

/** Stores so many ended runs over all environments, five seeds to a configuration. */
export function writeManyRuns(db: Db, count: number): void {
  const rng = createRng(1, 'large-database')
  const runs = createRunStore(db)
  const tags = createTagStore(db)

  function write(number: number, config: RunConfig, hash: string): void {
    const created = FIRST_CREATED + 60_000 * number
    const at = (ms: number) => new Date(created + ms).toISOString()
    const wallTimeMs = 1000 + 60_000 * rng.uniform()
    const id = runs.insert({ config, configHash: hash, createdAt: at(0), ownerId: null }, null)
    const episodes = 100 + Math.floor(5000 * rng.uniform())
    const meanReturn = 500 * rng.uniform() - 100
    runs.setProgress(id, {
      episodes,
      environmentSteps: 20 * episodes,
      updates: Math.floor(episodes / 16),
      wallTimeMs,
      meanReturnLast100: meanReturn,
      standardErrorLast100: 5 * rng.uniform(),
      lastReturn: meanReturn + 20,
      meanReturnLast10: meanReturn + 5,
      meanReturnLast1000: meanReturn - 5,
      areaUnderCurve: 0.8 * meanReturn,
      bestMeanReturn100: meanReturn + 10,
      successRateLast100: null,
      solvedAt:
        rng.uniform() < 0.3
          ? { episode: episodes - 1, environmentSteps: 20 * episodes, wallTimeMs }
          : null,
    })
    runs.setStatus(id, STATUSES[Math.floor(STATUSES.length * rng.uniform())]!, {
      engine: 'simd',
      startedAt: at(10),
      finishedAt: at(10 + wallTimeMs),
    })
    if (rng.uniform() < 0.1) tags.set(id, [TAGS[number % TAGS.length]!])
  }

  db.transaction(() => {
    for (let first = 0; first < count; first += SEEDS_PER_CONFIGURATION) {
      const config = configuration(first / SEEDS_PER_CONFIGURATION)
      const hash = configHash(config)
      for (let seed = 1; seed <= SEEDS_PER_CONFIGURATION && first + seed <= count; seed++) {
        write(first + seed - 1, { ...config, seed }, hash)
      }
    }
  })()
}
