import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { algorithmLines } from '#renderer/learn/algorithm.ts'
import { meanWithError, runningMean } from '#renderer/learn/running-mean.ts'
import { inProject } from '../../../scripts/project.ts'
import { headings } from '../../../docs/reinforce.md?outline'

describe('the running mean', () => {
  it('comes with its standard error s/√K from the second value on', () => {
    expect(meanWithError([4])).toEqual({ mean: 4, error: null })
    // s = √2, s/√2 = 1.
    expect(meanWithError([1, 3]).error).toBeCloseTo(1, 12)
    const { mean, lower, upper } = runningMean([1, 3])
    expect(mean.map(({ y }) => y)).toEqual([1, 2])
    expect([lower, upper].map(([point]) => point!.x)).toEqual([2, 2])
    expect(upper[0]!.y - lower[0]!.y).toBeCloseTo(2, 12)
  })
})

describe('the lines of the algorithm', () => {
  const { config } = presets['cartpole-reinforce']!
  const lines = (changes: object) =>
    algorithmLines({ ...config, ...changes }, { gradientNorm: 0.25, kl: 0.001 })
  const textOf = (all: ReturnType<typeof lines>) => all.map(({ code, note }) => [code, note])

  it('show the numbers of the last update that there are, each with its definition', () => {
    const numbers = lines({}).flatMap((line) => line.numbers)
    expect(numbers.map(({ value }) => value)).toEqual(['0.25', '0.001'])
    for (const { definition } of numbers) expect(definition).not.toBe('')
  })

  it('are plain REINFORCE without a note where the run is', () => {
    const plain = lines({
      estimator: {
        ...config.estimator,
        baseline: 'none',
        discountStates: true,
        normalizeAdvantages: false,
        average: 'trajectories',
      },
      optimizer: { ...config.optimizer, kind: 'sgd' },
    })
    expect(plain.every(({ note }) => note === undefined)).toBe(true)
    expect(textOf(plain)[1]![0]).toBe('play 16 episodes with π_θ')
  })

  it('say what a run does beyond it', () => {
    const notes = textOf(lines({ estimator: { ...config.estimator, weight: 'return' } })).join()
    expect(notes).toContain('whole returns instead of rewards-to-go')
    expect(notes).toContain('w_t ← R(τ)')
    expect(notes).toContain('adam 0.01')
    expect(notes).toContain('mean over steps')
    expect(textOf(lines({})).join()).toContain('γᵗ left out')
  })
})

it('every link of the steps leads to a section of the theory', () => {
  const folder = inProject('docs/learn')
  const links = readdirSync(folder).flatMap((file) => [
    ...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/reinforce\.md#([\w-]+)/g),
  ])
  expect(links.length).toBeGreaterThan(3)
  const ids = headings.map(({ id }) => id)
  for (const [, section] of links) expect(ids).toContain(section)
})
