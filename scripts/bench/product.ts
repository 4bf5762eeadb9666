import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBackend } from '#main/backend.ts'
import type { Run } from '#shared/run.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** Pace of a viewer that watches one episode after another at its natural speed. */
const VIEWER_STEPS_PER_SECOND = 50

/** The whole workbench without a window, on a database of its own. */
export async function withProduct<T>(
  workers: number,
  use: (product: Product) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'workbench-bench-'))
  const report = (error: unknown) => {
    throw error
  }
  const backend = createBackend({ databasePath: join(folder, 'bench.sqlite'), workers, report })
  const latest = new Map<number, Run>()
  backend.subscribe(({ event, data }) => {
    if (event === 'run.changed') latest.set((data as Run).id, data as Run)
  })
  const { handlers } = backend
  const product: Product = {
    async start(config) {
      const { id } = await handlers['runs.start'](config)
      return id
    },
    stop: async (runId) => void (await handlers['runs.stop']({ runId })),
    steps: (runId) => latest.get(runId)?.progress.environmentSteps ?? 0,
    async ended(runId) {
      while (!latest.get(runId)?.metricsHash) await delay(20)
      return latest.get(runId)!
    },
    async watch(runId, until) {
      while (!until()) {
        const { steps } = await handlers['runs.playEpisode']({ runId, start: null })
        for (let t = 0; t < steps.length && !until(); t++)
          await delay(1000 / VIEWER_STEPS_PER_SECOND)
      }
    },
  }
  try {
    return await use(product)
  } finally {
    await backend.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Product {
  start(config: RunConfig): Promise<number>
  stop(runId: number): Promise<void>
  /** Environment steps stored and published so far. */
  steps(runId: number): number
  ended(runId: number): Promise<Run>
  /** Asks for episodes and watches them at their pace. */
  watch(runId: number, until: () => boolean): Promise<void>
}

export const delay = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/** Steps per second of runs that train at the same time, seen from a client over `seconds`. */
export async function measureProduct(
  product: Product,
  configs: readonly RunConfig[],
  { seconds, watched }: { readonly seconds: number; readonly watched: boolean },
): Promise<number> {
  const runIds = await Promise.all(configs.map((config) => product.start(config)))
  while (runIds.some((runId) => product.steps(runId) === 0)) await delay(10)
  // Past the first updates, which are compiled while they run.
  await delay(700)
  let over = false
  const watching = watched ? product.watch(runIds[0]!, () => over) : Promise.resolve()
  const taken = () => runIds.reduce((sum, runId) => sum + product.steps(runId), 0)
  const from = taken()
  const startedAt = performance.now()
  await delay(1000 * seconds)
  const speed = (1000 * (taken() - from)) / (performance.now() - startedAt)
  over = true
  await watching
  await Promise.all(runIds.map((runId) => product.stop(runId)))
  return speed
}
