import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { createLab } from '#main/runs/lab.ts'
import { spawnWorker, type SpawnWorker } from '#main/workers/spawn.ts'
import type { Events } from '#shared/api.ts'
import { gradientCheckRequest } from '#shared/gradient-check.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { openBackend } from './test-backend.ts'

const corridor = (budget: RunConfig['budget'] = { updates: 2, stopWhenSolved: false }) =>
  parseRunConfig({
    environment: { id: 'ShortCorridor-v0' },
    policy: { kind: 'softmax-linear' },
    estimator: { gamma: 1 },
    optimizer: { kind: 'sgd', learningRate: 0.001 },
    batch: { episodes: 2 },
    budget,
  })

it('knows J and the slider of a configuration before anything is played', async () => {
  const { call } = openBackend()
  const found = await call('lab.exact', {
    taskId: 'a',
    config: corridor(),
    point: { kind: 'slider', value: 0.5 },
  })
  expect(found.J).toBeCloseTo(-12, 9)
  expect(found.slider).toMatchObject({ label: 'P(right)', low: 0.01, high: 0.99 })
  expect(found.sliderCurve).toHaveLength(100)
})

it('looks along the directions of the optimizers', async () => {
  const { call } = openBackend()
  const { J, curves } = await call('lab.stepSize', { taskId: 'a', config: corridor() })
  expect(J).toBeCloseTo(-12, 9)
  expect(curves.map(({ direction }) => direction)).toEqual([
    'sgd',
    'natural-gradient',
    'trpo',
    'ppo',
  ])
})

it('tells how far a check is, and answers with its estimates', async () => {
  const { backend, call } = openBackend()
  const shares: number[] = []
  backend.subscribe(({ event, data }) => {
    if (event !== 'lab.progress') return
    const { taskId, share } = data as Events['lab.progress']
    expect(taskId).toBe('check')
    shares.push(share)
  })
  const found = await call('lab.gradientCheck', {
    taskId: 'check',
    config: corridor(),
    trajectories: 20_000,
    batchSizes: [1],
  })
  expect(found.estimates.length).toBeGreaterThan(5)
  expect(shares.length).toBeGreaterThan(1)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
})

it('ends a check that is cancelled, and takes its id again', async () => {
  const { backend, call } = openBackend()
  const started = new Promise<void>((resolve) => {
    backend.subscribe(({ event }) => {
      if (event === 'lab.progress') resolve()
    })
  })
  const request = { taskId: 'long', config: corridor(), trajectories: 10_000_000 }
  const checking = call('lab.gradientCheck', request)
  await started
  await expect(call('lab.gradientCheck', request)).rejects.toThrow('Task long is still running')
  await call('lab.cancel', { taskId: 'long' })
  await expect(checking).rejects.toThrow('The lab task was cancelled')
  await expect(call('lab.gradientCheck', { ...request, trajectories: 100 })).resolves.toMatchObject(
    { trajectories: 100 },
  )
})

it('ends what is at work when the workbench closes', async () => {
  const { call, close } = openBackend()
  const checking = call('lab.gradientCheck', {
    taskId: 'long',
    config: corridor(),
    trajectories: 10_000_000,
  })
  const refused = expect(checking).rejects.toThrow('cancelled')
  await close()
  await refused
})

it('looks at the policy a run has learned', async () => {
  const { start, call, untilEnded } = openBackend()
  const config = corridor()
  const { id: runId } = await start(config)
  await untilEnded(runId)
  const point = { kind: 'run' as const, runId }
  const { parameters } = await call('lab.exact', { taskId: 'a', config, point })
  expect(parameters.some((theta) => theta !== 0)).toBe(true)

  const other = parseRunConfig({ ...config, policy: { kind: 'mlp', hiddenSizes: [2] } })
  await expect(call('lab.exact', { taskId: 'a', config: other, point })).rejects.toThrow(
    `point.runId is ${runId}, whose policy or environment is another`,
  )
})

it('refuses what has no exact values in a sentence', async () => {
  const { call } = openBackend()
  const config = parseRunConfig({ ...corridor(), environment: { id: 'CartPole-v1' } })
  await expect(call('lab.exact', { taskId: 'a', config })).rejects.toThrow(
    'environment.id CartPole-v1 has a continuous state of 4 numbers, which cannot be enumerated for exact values; use FrozenLake-v1,',
  )
})

it('works on some checks at once; the others wait, and those that are cancelled never begin', async () => {
  let threads = 0
  const spawn: SpawnWorker = (job) => {
    if (job.kind === 'lab') threads += 1
    return spawnWorker(job)
  }
  const lab = createLab({ spawn, publish: () => undefined, checksAtOnce: 1 })
  onTestFinished(lab.close)
  const check = (taskId: string, trajectories: number) => {
    const request = gradientCheckRequest.parse({ taskId, config: corridor(), trajectories })
    return lab.work(taskId, { ...request, kind: 'gradient-check', point: { kind: 'initial' } })
  }
  const long = check('long', 10_000_000)
  const waiting = Array.from({ length: 128 }, (_, i) => check(`waiting ${i}`, 100))
  expect(() => check('too many', 100)).toThrow('128 lab tasks are waiting')
  // What a slider asks does not wait behind them.
  await lab.work('quick', { kind: 'exact', config: corridor(), point: { kind: 'zero' } })
  expect(threads).toBe(2)

  for (let i = 1; i < 128; i++) lab.cancel(`waiting ${i}`)
  lab.cancel('long')
  const refused = await Promise.allSettled([long, ...waiting.slice(1)])
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(['rejected']))
  await expect(waiting[0]).resolves.toMatchObject({ trajectories: 100 })
  expect(threads).toBe(3)
})

it('ends a task that hears nothing', async () => {
  const worker = new Worker('for (;;);', { eval: true })
  const lab = createLab({ spawn: () => worker, publish: () => undefined })
  const looking = lab.work('deaf', { kind: 'exact', config: corridor(), point: { kind: 'zero' } })
  const [ended] = await Promise.allSettled([looking, lab.close()])
  expect(ended).toMatchObject({ status: 'rejected' })
})
