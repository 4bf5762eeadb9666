import { describe, expect, it } from 'vitest'
import { bestCell } from '#main/compare/best-cell.ts'
import type { ExperimentRunResult } from '#main/store/experiment-runs.ts'

const run = (changes: Partial<ExperimentRunResult>): ExperimentRunResult => ({
  experimentId: 1,
  configHash: 'a',
  seed: 1,
  status: 'completed',
  environmentSteps: 1000,
  meanReturnLast100: 1,
  solvedAtSteps: null,
  stepBudget: 1000,
  stopsWhenSolved: null,
  environment: '{}',
  ...changes,
})
const cell = (configHash: string, scores: readonly number[]) =>
  scores.map((meanReturnLast100, i) => run({ configHash, seed: i + 1, meanReturnLast100 }))

describe('the best configuration', () => {
  it('is the one with the highest interquartile mean, as on the page of its experiment', () => {
    const runs = [...cell('a', [0, 50, 50, 50]), ...cell('b', [40, 40, 40, 400])]
    expect(bestCell(runs, 'meanReturnLast100')).toMatchObject({
      ...{ configHash: 'a', interquartileMean: 50, mean: 37.5, runs: 4 },
    })
  })

  it.each(['diverged', 'failed', 'stopped', 'interrupted'] as const)(
    'is none of which a run was %s',
    (status) => {
      const runs = [...cell('a', [10]), run({ configHash: 'b', meanReturnLast100: 99, status })]
      expect(bestCell(runs, 'meanReturnLast100')).toMatchObject({ configHash: 'a' })
      expect(bestCell(runs.slice(1), 'meanReturnLast100')).toBeNull()
    },
  )

  it('reaches the threshold in the fewest steps, where runs that do not count as the budget', () => {
    const runs = [
      run({ configHash: 'slow', solvedAtSteps: 900, seed: 1 }),
      run({ configHash: 'slow', solvedAtSteps: 950, seed: 2 }),
      run({ configHash: 'fast', solvedAtSteps: 100, seed: 1 }),
      run({ configHash: 'fast', seed: 2 }),
      run({ configHash: 'diverging', solvedAtSteps: 800, seed: 1 }),
      run({ configHash: 'diverging', status: 'diverged', environmentSteps: 4, seed: 2 }),
    ]
    expect(bestCell(runs, 'stepsToThreshold')).toMatchObject({
      ...{ configHash: 'fast', interquartileMean: 550, result: 'stepsToThreshold' },
    })
  })

  it('is none that no run of reached the threshold, and none that was watched for fewer steps', () => {
    const episodes = { stepBudget: null }
    const bad = [1, 2, 3].map((seed) =>
      run({ configHash: 'bad', seed, environmentSteps: 90, ...episodes }),
    )
    expect(bestCell(bad, 'stepsToThreshold')).toBeNull()
    const lucky = run({ configHash: 'bad', seed: 4, solvedAtSteps: 80, ...episodes })
    const good = [1, 2, 3].map((seed) => run({ configHash: 'good', seed, solvedAtSteps: 500 }))
    const slow = run({ configHash: 'good', seed: 4, ...episodes })
    expect(bestCell([...bad, lucky, ...good, slow], 'stepsToThreshold')).toMatchObject({
      configHash: 'good',
    })
  })

  it('does not count runs that were cut off, as its page does not', () => {
    const cutOff = run({ configHash: 'a', seed: 3, status: 'stopped', environmentSteps: 50 })
    const a = [1, 2].map((seed) => run({ configHash: 'a', seed }))
    const b = [run({ configHash: 'b', solvedAtSteps: 400 })]
    const late = run({ configHash: 'b', seed: 2, environmentSteps: 600, stepBudget: 600 })
    // What is known of a goes to 1,000 steps, further than what is known of b.
    expect(bestCell([...a, cutOff, ...b, late], 'stepsToThreshold')).toBeNull()
  })

  it('is none while no run has a result', () => {
    expect(bestCell([run({ meanReturnLast100: null })], 'meanReturnLast100')).toBeNull()
    expect(bestCell([run({ meanReturnLast100: Infinity })], 'meanReturnLast100')).toBeNull()
  })
})
