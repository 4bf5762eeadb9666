import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createBackend } from '#main/backend.ts'
import type { BackendOptions } from '#main/backend-contract.ts'
import { serveClient } from '#main/carrier.ts'
import type { ExportDocument, ExportPart } from '#shared/api.ts'
import { createClient } from '#shared/rpc.ts'
import { parseRunConfig, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { isActive, type Run, type RunStatus } from '#shared/run.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import '../type-stripper.ts'

const DEADLINE_MS = 20_000

/** A real backend: SQLite in a file, training in worker threads. Closed when the test is over. */
export function openBackend(options: Partial<BackendOptions> = {}) {
  const databasePath = options.databasePath ?? join(temporaryFolder(), 'test.sqlite')
  const reported: unknown[] = []
  const backend = createBackend({
    workers: 1,
    report: (error) => reported.push(error),
    ...options,
    databasePath,
  })
  /** All that was published of each run, in order. */
  const heard: { readonly at: number; readonly run: Run }[] = []
  backend.subscribe(({ event, data }) => {
    if (event === 'run.changed') heard.push({ at: performance.now(), run: data as Run })
  })
  const client = clientOf(backend)

  let closing: Promise<void> | undefined
  const close = () => (closing ??= backend.close())
  onTestFinished(close)

  const get = (runId: number): Run => backend.handlers['runs.get']({ runId }) as Run
  return {
    backend,
    databasePath,
    reported,
    heard,
    close,
    get,
    call: client.call,
    start: (config: RunConfig): Promise<Run> => client.call('runs.start', config),

    statusesOf: (runId: number): RunStatus[] =>
      heard
        .filter(({ run }) => run.id === runId)
        .map(({ run }) => run.status)
        .filter((status, i, all) => status !== all[i - 1]),

    /** Waits until the run satisfies the condition. */
    until: (runId: number, condition: (run: Run) => boolean): Promise<Run> =>
      eventually(`run ${runId}`, () => get(runId), condition),
    untilTraining: (runId: number, episodes = 1): Promise<Run> =>
      eventually(
        `run ${runId}`,
        () => get(runId),
        (run) => run.status === 'running' && run.progress.episodes >= episodes,
      ),
    /** Waits until what a run did before it stood still is stored, and returns the run. */
    async untilStill(runId: number): Promise<Run> {
      for (let before = -1; ; await sleep(200)) {
        const run = get(runId)
        if (run.progress.episodes === before) return run
        before = run.progress.episodes
      }
    },
    untilEnded: (runId: number): Promise<Run> =>
      eventually(
        `run ${runId}`,
        () => get(runId),
        (run) => !isActive(run.status),
      ),
  }
}

/** A client in the same process: what crosses is copied, as every carrier does. */
function clientOf(backend: ReturnType<typeof createBackend>) {
  let toBackend = (_message: unknown): void => undefined
  let toClient = (_message: unknown): void => undefined
  serveClient(
    backend,
    {
      send: (message) => toClient(structuredClone(message)),
      onMessage: (listener) => (toBackend = listener),
    },
    () => undefined,
  )
  return createClient({
    send: (message) => toBackend(structuredClone(message)),
    onMessage: (listener) => (toClient = listener),
  })
}

type Call = ReturnType<typeof createClient>['call']

/** The whole document: parts are asked for until there is no next one. */
export async function exportAll(
  call: Call,
  runId: number,
  document: ExportDocument,
): Promise<string> {
  let text = ''
  let cursor: string | null = null
  do {
    const part: ExportPart = await call('runs.export', { runIds: [runId], document, cursor })
    text += part.text
    cursor = part.next
  } while (cursor !== null)
  return text
}

/** Rows in the exported table of episodes, under its header. */
export async function episodesInExport(call: Call, runId: number): Promise<number> {
  return (await exportAll(call, runId, 'episodes.csv')).trim().split('\n').length - 1
}

/** Looks again and again until the value satisfies the condition; fails with the last value seen. */
export async function eventually<T>(
  name: string,
  look: () => T,
  condition: (value: T) => boolean,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const endsAt = performance.now() + deadlineMs
  for (;;) {
    const value = look()
    if (condition(value)) return value
    if (performance.now() > endsAt) {
      throw new Error(`${name} did not get there in time: ${JSON.stringify(value)}`)
    }
    await sleep(5)
  }
}

export const sleep = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))

/**
 * A configuration that trains for as long as nobody stops it. A smaller network would play a hundred
 * thousand episodes a second, and what a test asks of the store would take long.
 */
export const endless = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [64, 64] },
    optimizer: { kind: 'adam', learningRate: 1e-4 },
    batch: { episodes: 4 },
    budget: { environmentSteps: 1_000_000_000, stopWhenSolved: false },
    ...changes,
  })

/** A configuration that ends by itself after so many updates of four episodes. */
export const brief = (updates = 5, changes: Partial<RunConfigInput> = {}): RunConfig =>
  endless({ budget: { updates, stopWhenSolved: false }, ...changes })
