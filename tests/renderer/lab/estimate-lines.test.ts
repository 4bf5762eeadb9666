import { expect, it } from 'vitest'
import type { GradientCheck, GradientEstimate } from '#shared/gradient-check.ts'
import { componentRows, estimateLines } from '#renderer/lab/estimate-lines.ts'

const estimate = (changes: Partial<GradientEstimate>): GradientEstimate => ({
  estimator: 'reward-to-go',
  K: 1,
  bias: null,
  isPerStep: false,
  batches: 100,
  mean: [1, -4],
  standardError: [0.5, 0],
  traceCovariance: 3,
  noiseToSignal: 2,
  suggestedK: 2,
  cosine: 1,
  estimateCosine: 0.5,
  biasNorm: 0,
  chanceNorm: 0.5,
  maxAbsZ: 0,
  judgedComponents: 2,
  ...changes,
})

it('draws one line for each estimator, and leaves out what has no value', () => {
  const estimates = [
    estimate({ K: 1, noiseToSignal: 8 }),
    estimate({ K: 4, noiseToSignal: 2 }),
    estimate({ estimator: 'return', K: 1, noiseToSignal: null }),
  ]
  const lines = estimateLines({ estimates }, 'noiseToSignal', 'light')
  expect(lines.map(({ label }) => label)).toEqual(['Reward-to-go', 'Return'])
  expect(lines[0]!.points).toEqual([
    { x: 1, y: 8 },
    { x: 4, y: 2 },
  ])
  expect(lines[1]!.points).toEqual([])
})

it('lists the largest component first, with z where there is chance', () => {
  const check = { gradient: [2, -4], parameters: [0.1, 0.2], expectedSteps: 8 } as unknown
  const rows = componentRows(check as GradientCheck, estimate({}))
  expect(rows).toEqual([
    { index: 1, theta: 0.2, exact: -4, mean: -4, standardError: 0, z: null },
    { index: 0, theta: 0.1, exact: 2, mean: 1, standardError: 0.5, z: -2 },
  ])
  const perStep = componentRows(check as GradientCheck, estimate({ isPerStep: true }))
  expect(perStep.map(({ exact }) => exact)).toEqual([-0.5, 0.25])
})
