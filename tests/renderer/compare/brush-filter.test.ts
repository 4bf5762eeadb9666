import { describe, expect, it } from 'vitest'
import { dimensionAxis } from '#shared/figure/dimension.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import { brushFilter } from '#renderer/compare/brush-filter.ts'
import { sweepDimensions } from '#renderer/compare/sweep-dimensions.ts'

const run = (runId: number, values: readonly (string | number | boolean | null)[]) => ({
  ...{ runId, seed: 1, configHash: '', status: 'completed' as const, values },
  numbers: [runId * 100.1234567, null],
})
const axes = sweepDimensions({
  fields: [
    { path: 'optimizer.learningRate', isNumber: true },
    { path: 'policy.hiddenSizes', isNumber: false },
    { path: 'estimator.baseline', isNumber: false },
    { path: 'estimator.gaeLambda', isNumber: true },
    { path: 'estimator.normalizeAdvantages', isNumber: false },
  ],
  runs: [
    run(4, [0.001, '64, 64', 'none', null, true]),
    run(5, [0.01, '64, 64', 'value', 0.95, false]),
    run(9, [0.1, '32', 'value', 0.9, true]),
  ],
  numbers: ['meanReturnLast100', 'solvedAtSteps'],
  notes: {},
  naturalResult: 'meanReturnLast100',
}).map((dimension) => dimensionAxis(dimension, 'linear'))
const filterOf = (brushes: object) => brushFilter(axes, brushes as never, [4, 5, 9])

describe('the ranges of parallel axes as a filter of the runs table', () => {
  it.each([
    [
      { 'field optimizer.learningRate': { low: 0.05, high: 1 } },
      'optimizer.learningRate 0.01..0.1 and id 4..9',
    ],
    [
      { 'field policy.hiddenSizes': { low: 0, high: 0.5 } },
      'policy.hiddenSizes in (64-64) and id 4..9',
    ],
    [
      { 'field estimator.gaeLambda': { low: -0.1, high: 0.1 } },
      '(estimator.gaeLambda 0.9..0.9 or not has estimator.gaeLambda) and id 4..9',
    ],
    [
      { 'field estimator.normalizeAdvantages': { low: 0, high: 0.5 } },
      'estimator.normalizeAdvantages in (true) and id 4..9',
    ],
    [
      {
        'number meanReturnLast100': { low: 0, high: 0.5 },
        'field estimator.baseline': { low: 0.5, high: 1 },
      },
      'estimator.baseline in (value) and meanReturnLast100 400.493..500.618 and id 4..9',
    ],
  ])('%j are %s', (brushes, text) => {
    expect(filterOf(brushes)).toBe(text)
    expect(parseFilter(text)).toMatchObject({ filter: { kind: 'and' } })
  })

  it('cannot be said of numbers that no filter knows, nor without a range', () => {
    expect(filterOf({ 'number solvedAtSteps': { low: -0.1, high: 1 } })).toBeNull()
    expect(filterOf({})).toBeNull()
  })
})
