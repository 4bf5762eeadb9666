import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { openStore, range, temporaryFolder } from '../store/sample-runs.ts'
import { brief, eventually, openBackend, sleep } from './test-backend.ts'

const program = join(import.meta.dirname, 'workbench-until-killed.ts')

/** Starts the workbench in a process of its own; `configs` are the runs to start. */
function startWorkbench(
  databasePath: string,
  threadsPerRun: number,
  configs: readonly RunConfig[],
) {
  const given = JSON.stringify({ databasePath, threadsPerRun, configs })
  const child = spawn(process.execPath, [program, given], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop()!
    lines.push(...parts)
  })
  return {
    until: (condition: (lines: readonly string[]) => boolean) =>
      eventually('the workbench', () => lines, condition),
    /** As a power cut would: no handler runs, nothing is flushed. */
    async kill() {
      const closed = once(child, 'close')
      child.kill('SIGKILL')
      await closed
    },
  }
}

/** Some 40 players, so that three threads have something to do. */
const many = (updates: number, changes: Partial<RunConfigInput> = {}): RunConfig =>
  brief(updates, { batch: { episodes: 40 }, ...changes })

const kinds = ['momentum', 'adam', 'rmsprop', 'adagrad', 'natural-gradient', 'trpo', 'ppo'] as const

const runs: readonly RunConfig[] = [
  ...kinds.map((kind, i) => many(30, { optimizer: { kind }, seed: i + 1 })),
  many(30, { estimator: { baseline: 'value', truncation: 'bootstrap' }, seed: 8 }),
  many(30, { policy: { kind: 'mlp', hiddenSizes: [8], normalizeObservations: true }, seed: 9 }),
  many(30, { estimator: { baseline: 'optimal', weight: 'return' }, seed: 10 }),
  many(30, { batch: { environmentSteps: 4000, environments: 40 }, seed: 11 }),
]

describe('a workbench that is killed again and again', () => {
  it(
    'loses no run, doubles none and changes none, in whatever number of threads it goes on',
    { timeout: 120_000 },
    async () => {
      const path = join(temporaryFolder(), 'killed.sqlite')
      const store = openStore(path)
      let states = 0
      for (let start = 0; start < 4; start++) {
        const workbench = startWorkbench(path, (start % 3) + 1, start === 0 ? runs : [])
        await workbench.until((lines) => lines.some((line) => / running [1-9]/.test(line)))
        // A moment nobody chose, early or late in an update or in the writing of a batch.
        await sleep(300 * Math.random())
        await workbench.kill()
        states += runs.filter((_, i) => store.trainingStates.head(i + 1)).length
      }
      const last = startWorkbench(path, 2, [])
      const look = () =>
        store.runs.list().map(({ id, status, reason, progress }) => ({
          id,
          status,
          reason,
          updates: progress.updates,
        }))
      const areOver = (all: ReturnType<typeof look>) =>
        all.every(({ status }) => status === 'completed')
      await eventually('the runs', look, areOver, 50_000)
      await last.kill()
      // Not all of them began again from nothing.
      expect(states).toBeGreaterThan(0)

      const undisturbed = openBackend({ workers: 2 })
      const ids: number[] = []
      for (const config of runs) ids.push((await undisturbed.start(config)).id)
      expect(store.runs.list().map(({ id }) => id)).toEqual(ids.toReversed())
      for (const runId of ids) {
        const wanted = await undisturbed.untilEnded(runId)
        const found = store.runs.get(runId)
        expect(found).toMatchObject({ status: 'completed', reason: null })
        expect([runId, found.metricsHash]).toEqual([runId, wanted.metricsHash])
        expect({ ...found.progress, wallTimeMs: 0, solvedAt: null }).toEqual({
          ...wanted.progress,
          wallTimeMs: 0,
          solvedAt: null,
        })
        const episodes = store.episodes.page(runId, -1, 1e6)
        expect(episodes.map(({ index }) => index)).toEqual(range(found.progress.episodes))
        const times = episodes.map(({ wallTimeMs }) => wallTimeMs)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(store.trainingStates.head(runId)).toBeNull()
      }
    },
  )
})
