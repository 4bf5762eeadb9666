import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { train, type TrainingEvent } from '#core/train.ts'
import { createTraining, type Training } from '#core/training.ts'
import { usableThreads, startHelpers } from '#main/runs/helper-threads.ts'
import type { WorkerJob } from '#main/workers/protocol.ts'
import { loadEngine } from '#main/workers/load-engine.ts'
import { spawnWorker } from '#main/workers/spawn.ts'
import { createThreadedCrew } from '#main/workers/threaded-crew.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { brief, endless, exportAll, openBackend, sleep } from './test-backend.ts'

const gaussian: Partial<RunConfigInput> = {
  environment: { id: 'MovingParticleContinuous-v0' },
  policy: { kind: 'mlp', hiddenSizes: [7], sigma: 'learned' },
}
const fixedSteps = { environmentSteps: 48 * 40, environments: 48 }
const kinds: Record<string, Partial<RunConfigInput>> = {
  'complete trajectories of ragged lengths': { batch: { episodes: 40 } },
  'fixed steps': { batch: fixedSteps },
  'a Gaussian policy': { ...gaussian, batch: fixedSteps },
  'normalised, discounted weights and a mean baseline': {
    batch: { episodes: 40 },
    estimator: { baseline: 'mean', normalizeAdvantages: true, discountStates: true, gamma: 0.97 },
  },
  'a table': {
    environment: { id: 'CliffWalking-v1' },
    policy: { kind: 'softmax-linear', features: 'one-hot' },
    batch: { episodes: 40 },
  },
  'normalised observations': {
    batch: { episodes: 40 },
    policy: { kind: 'mlp', hiddenSizes: [7], normalizeObservations: true },
  },
  'a step that looks at all rows again': {
    batch: { episodes: 40 },
    optimizer: { kind: 'trpo' },
  },
  'several passes in minibatches': {
    batch: { episodes: 40 },
    optimizer: { kind: 'ppo', epochs: 2, minibatchSteps: 128 },
  },
  'the optimal baseline and an entropy bonus': {
    batch: { episodes: 40 },
    estimator: { baseline: 'optimal', weight: 'return', entropyCoefficient: 0.02 },
  },
  'learned values of complete trajectories': {
    batch: { episodes: 40 },
    estimator: { baseline: 'value', gaeLambda: 0.9 },
  },
  'learned values, bootstrapped where steps are cut': {
    batch: fixedSteps,
    estimator: { baseline: 'value', truncation: 'bootstrap' },
  },
  'a last batch smaller than a group': {
    batch: { episodes: 40 },
    budget: { episodes: 130, stopWhenSolved: false },
  },
}

describe.each(['simd', 'tfjs'] as const)('a run on %s split over threads', (engine) => {
  it.each(Object.entries(kinds))('does the same to the bit (%s)', async (_, changes) => {
    const config = brief(6, { engine, seed: 3, ...changes })
    const hashes = []
    const distributions = []
    for (const threadsPerRun of [1, 2, 3]) {
      const { start, untilEnded, call } = openBackend({ threadsPerRun })
      const run = await untilEnded((await start(config)).id)
      expect(run).toMatchObject({ status: 'completed', reason: null })
      hashes.push(run.metricsHash)
      distributions.push(
        JSON.parse(await exportAll(call, run.id, 'runs.json')).runs[0].distributions,
      )
    }
    expect(new Set(hashes).size).toBe(1)
    expect(distributions[0].length).toBeGreaterThanOrEqual(4)
    expect(distributions[1]).toEqual(distributions[0])
    expect(distributions[2]).toEqual(distributions[0])
  })
})

describe('the state of a run in threads', () => {
  /** A training whose batches are split over `threads` threads. */
  async function createSplit(config: RunConfig, threads: number): Promise<Training> {
    const helpers = startHelpers(spawnWorker, config, threads)
    onTestFinished(() => helpers.end())
    const engine = await loadEngine(config.engine)
    return createTraining(config, engine, (options) => createThreadedCrew(options, helpers.links))
  }

  function run(config: RunConfig, training: Training, lastUpdate = Infinity) {
    const events: TrainingEvent[] = []
    for (const event of train(config, training)) {
      if (event.kind !== 'tick') events.push(event)
      if (event.kind === 'update' && event.update.index === lastUpdate) break
    }
    return events
  }

  it.each([
    'complete trajectories of ragged lengths',
    'fixed steps',
    'normalised observations',
    'learned values, bootstrapped where steps are cut',
  ])('saved between updates goes on to the bit in any number of them (%s)', async (kind) => {
    const config = brief(6, kinds[kind])
    const whole = run(config, createTraining(config, await loadEngine(config.engine)))
    const split = await createSplit(config, 2)
    const first = run(config, split, 2)
    for (const threads of [1, 3]) {
      const resumed = await createSplit(config, threads)
      resumed.restore(structuredClone(split.save()))
      expect([...first, ...run(config, resumed)]).toEqual(whole)
    }
  })
})

describe('a run in two threads', () => {
  const long: [string, Partial<RunConfigInput>][] = [
    ['small batches', { batch: { episodes: 32 } }],
    [
      'a million parameters and 64 episodes',
      { policy: { kind: 'mlp', hiddenSizes: [1024, 1024] }, batch: { episodes: 64 } },
    ],
    ['a million steps in one update', { batch: { environmentSteps: 1_048_576, environments: 64 } }],
  ]

  it.each(long)('is paused and stopped within half a second (%s)', async (_, changes) => {
    const { start, call, until, get, close } = openBackend({ threadsPerRun: 2 })
    const { id } = await start(endless(changes))
    await until(id, ({ engine }) => engine !== null)
    await sleep(600)
    const within = async (method: 'runs.pause' | 'runs.stop') => {
      const from = performance.now()
      await call(method, { runId: id })
      expect(performance.now() - from).toBeLessThan(500)
    }
    await within('runs.pause')
    await sleep(200)
    const { episodes } = get(id).progress
    await sleep(300)
    expect(get(id)).toMatchObject({ status: 'paused', progress: { episodes } })
    await call('runs.resume', { runId: id })
    await sleep(200)
    await within('runs.stop')
    // The answer came from the worker, not from the deadline of those that do not answer.
    expect(get(id)).toMatchObject({ status: 'stopped', metricsHash: expect.any(String) })
    const from = performance.now()
    await close()
    expect(performance.now() - from).toBeLessThan(1000)
  })

  it.each([
    ['throws', `throw new Error('Out of luck')`, 'A thread that helped it failed: Out of luck'],
    ['ends', `process.exit(9)`, 'A thread that helped it ended with code 9'],
  ])('fails with the reason when its helper %s, and no other run does', async (_, program, why) => {
    const programOf = (job: WorkerJob) =>
      job.kind === 'help' && job.config.seed === 13
        ? new Worker(`setTimeout(() => { ${program} }, 300)`, { eval: true })
        : spawnWorker(job)
    const { start, untilEnded, close } = openBackend({ threadsPerRun: 2, spawn: programOf })
    const batch = { episodes: 32 }
    const failing = await start(endless({ batch, seed: 13 }))
    const waiting = await start(brief(3, { batch, seed: 2 }))
    const failed = await untilEnded(failing.id)
    expect(failed).toMatchObject({ status: 'failed', reason: expect.stringContaining(why) })
    expect((await untilEnded(waiting.id)).status).toBe('completed')
    const from = performance.now()
    await close()
    expect(performance.now() - from).toBeLessThan(1000)
  })

  it('ends its helper with it when its own worker fails', async () => {
    const helpers: Worker[] = []
    const { start, untilEnded, close } = openBackend({
      threadsPerRun: 2,
      spawn(job) {
        if (job.kind === 'train') return new Worker(`throw new Error('Broken')`, { eval: true })
        const worker = spawnWorker(job)
        helpers.push(worker)
        return worker
      },
    })
    const { id } = await start(endless({ batch: { episodes: 32 } }))
    expect(await untilEnded(id)).toMatchObject({ status: 'failed', reason: 'Broken' })
    await close()
    expect(helpers).toHaveLength(1)
    expect(helpers[0]!.threadId).toBe(-1)
  })
})

describe('the threads of a run', () => {
  const threads = (changes: Partial<RunConfigInput>, most = 8) =>
    usableThreads(endless(changes), most)

  it('are no more than it has groups of sixteen players', () => {
    expect(threads({ batch: { episodes: 16 } })).toBe(1)
    expect(threads({ batch: { episodes: 17 } })).toBe(2)
    expect(threads({ batch: { episodes: 1000 } })).toBe(8)
    expect(threads({ batch: { episodes: 1000 } }, 1)).toBe(1)
  })

  it('are one where the gradients of all groups would take more than 256 MB', () => {
    const policy: RunConfigInput['policy'] = { kind: 'mlp', hiddenSizes: [1024, 1024] }
    expect(threads({ policy, batch: { episodes: 64 } }, 2)).toBe(2)
    const many = { environments: 2048, environmentSteps: 2048 }
    expect(threads({ policy, batch: many }, 2)).toBe(1)
  })
})
