import { describe, expect, it } from 'vitest'
import type { Engine, PolicyNetwork } from '#core/engines/engine.ts'
import { scoreGauge } from '#core/estimators/score-gauge.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfig, RunConfigInput } from '#shared/run-config.ts'
import { exceedancesByChance, scoreGaugeLimit, studentQuantile } from '#shared/score-gauge.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'

/** Of trajectories with these scores. */
const sums = (...scores: number[][]) => ({
  sum: Float64Array.from(scores[0]!, (_, j) => scores.reduce((sum, s) => sum + s[j]!, 0)),
  squares: Float64Array.from(scores[0]!, (_, j) => scores.reduce((sum, s) => sum + s[j]! ** 2, 0)),
})

describe('the score gauge', () => {
  it('is the largest mean over its standard error', () => {
    // 1, −1, 2, 2: mean 1, variance 2, standard error √½. 0, 0, 1, 0: mean ¼, standard error ¼.
    expect(scoreGauge(4, sums([1, 0], [-1, 0], [2, 1], [2, 0]))).toBeCloseTo(Math.SQRT2, 12)
    expect(scoreGauge(4, sums([-1, 0], [1, 0], [-2, 1], [-2, 0]))).toBeCloseTo(Math.SQRT2, 12)
  })

  it('is unknown from one trajectory, and without spread', () => {
    expect(scoreGauge(1, sums([3]))).toBeNull()
    expect(scoreGauge(3, sums([0], [0], [0]))).toBeNull()
    expect(scoreGauge(3, sums([0.1], [0.1], [0.1]))).toBeNull()
    expect(scoreGauge(3, sums([0.1, 1], [0.1, 2], [0.1, 0]))).toBeCloseTo(Math.sqrt(3), 12)
  })
})

describe('its limit', () => {
  it('has the quantiles of Student’s t that tables have', () => {
    const tabled = [
      [0.975, 1, 12.706],
      [0.995, 2, 9.925],
      [0.995, 5, 4.032],
      [0.975, 10, 2.228],
      [0.9995, 30, 3.646],
      [0.975, 120, 1.98],
    ] as const
    for (const [probability, degrees, quantile] of tabled) {
      expect(studentQuantile(probability, degrees)).toBeCloseTo(quantile, 3)
    }
  })

  it('is divided among the components', () => {
    expect(scoreGaugeLimit(1, 6)).toBeCloseTo(4.032, 3)
    expect(scoreGaugeLimit(10, 31)).toBeCloseTo(3.646, 3)
  })

  it('may be exceeded as often as chance does', () => {
    // P(X ≤ 4) = 0.9966 and P(X ≤ 5) = 0.9995 of 100 at 1 %.
    expect(exceedancesByChance(100)).toBe(5)
    expect(exceedancesByChance(1)).toBe(1)
    expect(exceedancesByChance(0)).toBe(0)
  })
})

const engines: Record<string, Engine> = { simd: loadSimdEngine(), tfjs: await loadTestEngine() }

/** The gauge of every update of a run. */
function gauges(config: RunConfig, engine: Engine): (number | null)[] {
  const found: (number | null)[] = []
  for (const event of train(config, createTraining(config, engine))) {
    if (event.kind === 'update') found.push(event.update.scoreGauge)
  }
  return found
}

/** An engine whose policies draw their actions from something else than they say. */
const drawingWith = (engine: Engine, change: (noise: number) => number): Engine => ({
  ...engine,
  createPolicyNetwork(shape): PolicyNetwork {
    const network = engine.createPolicyNetwork(shape)
    return { ...network, sample: (rows, noise) => network.sample(rows, noise.map(change)) }
  },
})

const problems: Record<string, { of: Partial<RunConfigInput>; wrong: (noise: number) => number }> =
  {
    // Uniform numbers drawn towards 0: the first action too often.
    'a categorical policy': { of: {}, wrong: (noise) => noise ** 1.5 },
    'a Gaussian policy whose mean is off': {
      of: { environment: { id: 'Pendulum-v1' }, policy: { kind: 'gaussian-linear' } },
      wrong: (noise) => noise + 0.2,
    },
    'a Gaussian policy whose σ is off': {
      of: {
        environment: { id: 'Pendulum-v1' },
        policy: { kind: 'mlp', hiddenSizes: [8], sigma: 'learned' },
      },
      wrong: (noise) => 1.1 * noise,
    },
  }

describe.each(Object.entries(engines))('on %s, %s', (_, engine) => {
  it.each(Object.entries(problems))('of %s tells right draws from wrong ones', (_, problem) => {
    const config = exampleConfig({
      optimizer: { kind: 'sgd', learningRate: 1e-6 },
      ...problem.of,
      batch: { episodes: 64 },
      budget: { updates: 12 },
    })
    // Two actions have mirrored scores, the means and σ of one component two that differ.
    const limit = scoreGaugeLimit(2, 64)
    const exceeding = (found: (number | null)[]) => found.filter((z) => z! > limit).length
    expect(exceeding(gauges(config, engine))).toBeLessThanOrEqual(exceedancesByChance(12))
    expect(exceeding(gauges(config, drawingWith(engine, problem.wrong)))).toBeGreaterThan(9)
  })
})
