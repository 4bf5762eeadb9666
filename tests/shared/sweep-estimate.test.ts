import { expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { estimateSweep } from '#shared/sweep-estimate.ts'

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
