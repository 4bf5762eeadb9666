import { describe, expect, it } from 'vitest'
import { createBatch, type Batch } from '#core/batch.ts'
import type { Engine } from '#core/engines/engine.ts'
import { createValueFunction } from '#core/estimators/value-function.ts'
import { valueFit } from '#core/estimators/value-fit.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'

const engines: Record<string, Engine> = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }

type Settings = RunConfig['estimator']['value']
const { value: defaults } = exampleConfig({ estimator: { baseline: 'value' } }).estimator
const settings: Settings = { ...defaults, hiddenSizes: [16], learningRate: 0.01, epochs: 20 }

const ROWS = 300
const rng = createRng(5, 'observations')
const observations = Float32Array.from({ length: ROWS * 2 }, () => rng.normal())

/** Trajectories of one row each; the first `unfinished` of them stopped short, where observed again. */
const batch: Batch = {
  ...createBatch(),
  steps: ROWS,
  trajectories: ROWS,
  rewards: new Float64Array(ROWS),
  trajectory: Int32Array.from({ length: ROWS }, (_, i) => i),
  time: new Int32Array(ROWS),
  observations,
  unfinished: Uint8Array.from({ length: ROWS }, (_, i) => i % 2),
  finalObservations: observations,
}

function create(engine: Engine, changes: Partial<Settings> = {}, bootstraps = false) {
  return createValueFunction({
    settings: { ...settings, ...changes },
    bootstraps,
    inputSize: 2,
    engine,
    seed: 1,
  })
}
type Made = ReturnType<typeof create>

function finish<Result>(part: Generator<void, Result>): Result {
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
  }
}
const valuesOf = (made: Made) => finish(made.estimate(batch)).rows.slice()
const learn = (made: Made, targets: Float64Array) => finish(made.learn(batch, targets))

/** A value that is linear in the state, of any size. */
const known = (size: number, shift: number) =>
  Float64Array.from(
    { length: ROWS },
    (_, i) => shift + size * (observations[2 * i]! - 0.5 * observations[2 * i + 1]!),
  )

const largestError = (found: Float64Array, expected: Float64Array) =>
  found.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0)

describe.each(Object.entries(engines))('the value function on %s', (_, engine) => {
  it.each([
    [1, 0],
    [400, -1600],
    [1e-4, 3],
  ])('learns a known V that varies by %d around %d', (size, shift) => {
    const made = create(engine, { hiddenSizes: [] })
    const targets = known(size, shift)
    for (let i = 0; i < 40; i++) learn(made, targets)
    expect(largestError(valuesOf(made), targets)).toBeLessThan(0.02 * size)
  })

  it('learns it with hidden layers too', () => {
    const made = create(engine)
    const targets = known(100, 50)
    for (let i = 0; i < 60; i++) learn(made, targets)
    const fit = valueFit(
      { ...batch, rewards: targets },
      { gamma: 1 },
      { rows: valuesOf(made), tails: new Float64Array(ROWS) },
      targets,
    )
    expect(fit.explainedVariance).toBeGreaterThan(0.97)
  })

  it('begins at the mean of its first targets, and keeps its values when their scale moves', () => {
    const made = create(engine, { learningRate: 1e-12, epochs: 1 })
    valuesOf(made).forEach((value) => expect(Math.abs(value)).toBeLessThan(0.5))
    learn(made, known(10, 200))
    const first = valuesOf(made)
    first.forEach((value) => expect(Math.abs(value - 200)).toBeLessThan(5))
    learn(made, known(1000, -3000))
    expect(largestError(valuesOf(made), first)).toBeLessThan(0.05)
  })

  it('has tails where trajectories stopped short, and only if it is to bootstrap', () => {
    const made = create(engine, {}, true)
    learn(made, known(1, 5))
    const { rows, tails } = finish(made.estimate(batch))
    tails.forEach((tail, k) => expect(tail).toBe(k % 2 === 0 ? 0 : rows[k]!))
    expect([...finish(create(engine).estimate(batch)).tails]).toEqual(new Array(ROWS).fill(0))
  })

  it('goes on from a saved state to the bit', () => {
    const made = create(engine, { minibatchSteps: 64 })
    learn(made, known(10, 3))
    const state = structuredClone(made.save())
    learn(made, known(20, 1))
    const other = create(engine, { minibatchSteps: 64 })
    other.restore(state)
    learn(other, known(20, 1))
    expect(valuesOf(other)).toEqual(valuesOf(made))
    expect(other.save()).toEqual(made.save())
  })
})

describe('the fit of values', () => {
  it('is the share of the variance of G they leave, and the squared error on the targets', () => {
    const steps = {
      steps: 2,
      trajectories: 2,
      rewards: Float64Array.of(1, 5),
      trajectory: Int32Array.of(0, 1),
      time: new Int32Array(2),
    }
    const values = { rows: Float64Array.of(0, 3), tails: Float64Array.of(0, 0) }
    // G = 1, 5: variance 4. G − V = 1, 2: variance ¼.
    expect(valueFit(steps, { gamma: 1 }, values, Float64Array.of(2, 3))).toEqual({
      explainedVariance: 1 - 0.25 / 4,
      valueLoss: (4 + 0) / 2,
    })
  })

  it('has no explained variance where returns are equal, or differ by rounding alone', () => {
    // 0.1 + 0.2 is not 0.3, and the mean of three 0.95 is not 0.95.
    for (const rewards of [
      [0.3, 0.1 + 0.2],
      [0.95, 0.95, 0.95],
      [0, 0],
    ]) {
      const steps = {
        steps: rewards.length,
        trajectories: rewards.length,
        rewards: Float64Array.from(rewards),
        trajectory: Int32Array.from(rewards, (_, k) => k),
        time: new Int32Array(rewards.length),
      }
      const zeros = new Float64Array(rewards.length)
      const fit = valueFit(steps, { gamma: 1 }, { rows: zeros, tails: zeros }, zeros)
      expect(fit.explainedVariance).toBeNull()
    }
  })
})
