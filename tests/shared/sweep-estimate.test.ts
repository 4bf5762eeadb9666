import { expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { presets } from '#shared/presets.ts'
import { estimateSweep } from '#shared/sweep-estimate.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'

const { config } = presets['cartpole-reinforce']!
const withSteps = (environmentSteps: number) => ({
  ...config,
  budget: { environmentSteps, stopWhenSolved: false },
})
/** A thousand steps a second. */
const rate = () => ({ stepsPerSecond: 1000, measuredRuns: 1 })

it('adds up steps and time of all runs', () => {
  const estimate = estimateSweep([withSteps(1000), withSteps(3000)], 5, 1, rate)
  expect(estimate).toMatchObject({
    runs: 10,
    mostSteps: 20_000,
    workMs: 20_000,
    longestMs: 20_000,
    isMeasured: true,
  })
})

it('counts batches whole, as they are played', () => {
  const stepsOf = (batch: object, budget: object) =>
    estimateSweep([parseRunConfig({ ...config, batch, budget })], 1, 1, rate)
  const fixed = { environmentSteps: 4096, environments: 16 }
  const whole = { mostSteps: 4096, mostOverrun: 0 }
  expect(stepsOf(fixed, { environmentSteps: 20 })).toMatchObject(whole)
  expect(stepsOf(fixed, { environmentSteps: 4096 })).toMatchObject(whole)
  expect(stepsOf(fixed, { environmentSteps: 4097 }).mostSteps).toBe(8192)
  expect(stepsOf(fixed, { updates: 3 }).mostSteps).toBe(3 * 4096)
  // 15 of 16 environments may be one step short of an end at 500 when the first episode is yet to end.
  expect(stepsOf(fixed, { episodes: 1 }).mostSteps).toBe(2 * 4096)
  expect(stepsOf({ episodes: 4 }, { environmentSteps: 20 })).toMatchObject({
    mostSteps: 20,
    mostOverrun: 4 * 500 - 1,
  })
  expect(stepsOf({ episodes: 4 }, { episodes: 10 })).toMatchObject({
    mostSteps: 10 * 500,
    mostOverrun: 0,
  })
})

it('trains no more than it says', () => {
  const engine = loadSimdEngine()
  for (const seed of [1, 2, 3]) {
    const given = exampleConfig({
      batch: { environmentSteps: 64, environments: 4 },
      budget: { environmentSteps: 20, stopWhenSolved: false },
      seed,
    })
    const training = createTraining(given, engine)
    for (const _event of train(given, training));
    expect(training.progress.current.environmentSteps).toBe(64)
    expect(estimateSweep([given], 1, 1, rate).mostSteps).toBe(64)
  }
})

it('lets a run begin as soon as a worker is free, in the order of the queue', () => {
  // One worker: 1, 1 and 1 s; the other 3 s. Then 3 s on the first that is free.
  const estimate = estimateSweep([withSteps(1000), withSteps(3000)], 2, 2, rate)
  expect(estimate.longestMs).toBe(5000)
})

it('is rough where one configuration was not measured', () => {
  const rates = [rate(), { stepsPerSecond: 500, measuredRuns: 0 }]
  const other = { ...config, engine: 'tfjs' as const }
  expect(estimateSweep([config, other], 1, 1, () => rates.shift()!).isMeasured).toBe(false)
})
