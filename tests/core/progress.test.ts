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
  expect(progress.results().standardErrorLast100).toBeNull()
  progress.addEpisode(episode(1))
  expect(progress.results().standardErrorLast100).toBeNull()
  progress.addEpisode(episode(3))
  expect(progress.results().standardErrorLast100).toBeCloseTo(Math.sqrt(2 / 2), 12)

  for (let i = 0; i < 100; i++) progress.addEpisode(episode(i % 2 === 0 ? 1 : -1))
  expect(progress.results().standardErrorLast100).toBeCloseTo(Math.sqrt(100 / 99) / 10, 12)

  const resumed = createProgressCounter(exampleConfig())
  resumed.restore(progress.save())
  expect(resumed.results().standardErrorLast100).toBe(progress.results().standardErrorLast100)
})

it('the last return, and means of the last 10, 100 and 1000 returns are those of all while there are fewer, and go on where they were', () => {
  const progress = createProgressCounter(exampleConfig())
  expect(progress.results()).toMatchObject({
    lastReturn: null,
    meanReturnLast10: null,
    meanReturnLast1000: null,
  })
  const returns = Array.from({ length: 2345 }, (_, i) => Math.sin(i) * 10 + i)
  const meanOfLast = (count: number, all: readonly number[]) =>
    all.slice(-count).reduce((sum, value) => sum + value, 0) / Math.min(count, all.length)
  for (const [i, episodeReturn] of returns.entries()) {
    progress.addEpisode(episode(episodeReturn))
    if (![6, 150, 1001, 2344].includes(i)) continue
    const sofar = returns.slice(0, i + 1)
    for (const each of [progress, createProgressCounter(exampleConfig())]) {
      each.restore(progress.save())
      expect(each.current.meanReturnLast100).toBe(meanOfLast(100, sofar))
      expect(each.results()).toMatchObject({
        lastReturn: sofar.at(-1),
        meanReturnLast10: meanOfLast(10, sofar),
        meanReturnLast1000: meanOfLast(1000, sofar),
      })
    }
  }
})

it('the area under the learning curve weighs every return by the steps it took', () => {
  const progress = createProgressCounter(exampleConfig())
  expect(progress.results().areaUnderCurve).toBeNull()
  progress.addEpisode({ ...episode(10), length: 1 })
  progress.addEpisode({ ...episode(2), length: 3 })
  expect(progress.results().areaUnderCurve).toBe((10 * 1 + 2 * 3) / 4)
  const resumed = createProgressCounter(exampleConfig())
  resumed.restore(progress.save())
  resumed.addEpisode({ ...episode(0), length: 4 })
  expect(resumed.results().areaUnderCurve).toBe(2)
})
