import { expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

it('normalises with the moments of what was observed, not of what the network was given', () => {
  // At θ = 0 actions are uniform whatever the network is given, so both runs observe the same.
  const configOf = (normalizeObservations: boolean) =>
    exampleConfig({
      policy: { kind: 'softmax-linear', features: 'interaction', normalizeObservations },
      optimizer: { kind: 'sgd', learningRate: 1e-30 },
      budget: { updates: 4 },
    })
  const engine = loadSimdEngine()
  const seen: number[] = []
  const plain = createTraining(configOf(false), engine)
  for (const event of train(configOf(false), plain)) {
    if (event.kind !== 'update') continue
    const { value: batch } = plain.crew.gather().next()
    if (batch) seen.push(...batch.observations.subarray(0, 4 * batch.steps))
  }
  const normalized = createTraining(configOf(true), engine)
  for (const _ of train(configOf(true), normalized));

  const count = seen.length / 4
  const moments = normalized.normalizer!.save()
  expect(moments[0]).toBe(count)
  for (let j = 0; j < 4; j++) {
    const values = seen.filter((_, i) => i % 4 === j)
    const mean = values.reduce((sum, x) => sum + x, 0) / count
    expect(moments[1 + j]).toBeCloseTo(mean, 10)
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0)
    expect(moments[5 + j]! / squares).toBeCloseTo(1, 10)
  }
})
