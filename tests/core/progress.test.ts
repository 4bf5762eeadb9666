import { expect, it } from 'vitest'
import { createProgressCounter } from '#core/progress.ts'
import { exampleConfig } from './example-config.ts'

const episode = (episodeReturn: number) => ({
  episodeReturn,
  length: 1,
  terminated: true,
  truncated: false,
  stepsIntoBatch: 1,
})

it('the error of the mean return is s/√n of the last up to 100 returns, and none of fewer than two', () => {
  const progress = createProgressCounter(exampleConfig())
  expect(progress.standardErrorLast100()).toBeNull()
  progress.addEpisode(episode(1))
  expect(progress.standardErrorLast100()).toBeNull()
  progress.addEpisode(episode(3))
  expect(progress.standardErrorLast100()).toBeCloseTo(Math.sqrt(2 / 2), 12)

  for (let i = 0; i < 100; i++) progress.addEpisode(episode(i % 2 === 0 ? 1 : -1))
  expect(progress.standardErrorLast100()).toBeCloseTo(Math.sqrt(100 / 99) / 10, 12)

  const resumed = createProgressCounter(exampleConfig())
  resumed.restore(progress.save())
  expect(resumed.standardErrorLast100()).toBe(progress.standardErrorLast100())
})
