import { describe, expect, it } from 'vitest'
import { benchmarkTasks } from '#shared/benchmark.ts'
import { describeEnvironment, environmentIds } from '#shared/environments.ts'
import { presets } from '#shared/presets.ts'

describe('presets', () => {
  it('has one for every environment', () => {
    const covered = new Set(Object.values(presets).map(({ config }) => config.environment.id))
    expect([...covered].sort()).toEqual([...environmentIds].sort())
  })

  it('ends batches of a fixed number of steps on the budget, not beyond it', () => {
    for (const { config } of Object.values(presets)) {
      if (!('environmentSteps' in config.batch) || !('environmentSteps' in config.budget)) continue
      expect(config.budget.environmentSteps % config.batch.environmentSteps).toBe(0)
    }
  })
})

describe('the benchmark', () => {
  it('judges presets there are, by scores their environments have', () => {
    for (const { preset, score } of benchmarkTasks) {
      const { config } = presets[preset]!
      const { termination } = describeEnvironment(config.environment)
      if (score === 'successRate') expect(termination).toBe('success')
    }
  })

  it('trains CartPole for no more steps than are promised', () => {
    const { budget } = presets['cartpole-ppo']!.config
    expect('environmentSteps' in budget && budget.environmentSteps).toBeLessThanOrEqual(200_000)
  })
})
