import { describe, expect, it } from 'vitest'
import type { Steps } from '#core/batch.ts'
import { createBaseline } from '#core/estimators/baselines/create-baseline.ts'
import type { Baseline } from '#core/estimators/baselines/baseline.ts'
import { scoreWeights } from '#core/estimators/score-weights.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'
import { earned } from './earned.ts'

type Estimator = RunConfig['estimator']

/** With γ = ½ the rewards-to-go of `earned` are 3, 20, 4, 20, 4 and its returns 3 and 20. */
function use(changes: Partial<Estimator>) {
  const { estimator } = exampleConfig({ estimator: { gamma: 0.5 } })
  const settings = { ...estimator, ...changes }
  const baseline = createBaseline(settings, 0)
  /** The advantages of a batch's rows. */
  const judge = (batch: Steps = earned, by: Baseline = baseline) => {
    const { weights, subtracted } = scoreWeights(batch, settings, by)
    return { advantages: [...weights].map((weight) => weight * batch.trajectories), subtracted }
  }
  return { baseline, judge, createAnother: () => createBaseline(settings, 0) }
}

const closeTo = (numbers: readonly number[]) => numbers.map((x) => expect.closeTo(x, 5))

/** One trajectory of one step that earns `reward`. */
const single = (reward: number): Steps => ({
  steps: 1,
  trajectories: 1,
  rewards: Float64Array.of(reward),
  trajectory: Int32Array.of(0),
  time: Int32Array.of(0),
})

describe('no baseline', () => {
  it('subtracts nothing', () => {
    expect(use({ baseline: 'none' }).judge()).toEqual({
      advantages: [3, 20, 4, 20, 4],
      subtracted: null,
    })
  })
})

describe('the mean baseline', () => {
  it('judges a batch by what was known before it: 0 first, then the mean over the earlier steps', () => {
    const { judge } = use({ baseline: 'mean' })
    expect(judge()).toEqual({ advantages: [3, 20, 4, 20, 4], subtracted: 0 })
    // (3 + 20 + 4 + 20 + 4) / 5 = 10.2
    expect(judge()).toEqual({
      advantages: closeTo([-7.2, 9.8, -6.2, 9.8, -6.2]),
      subtracted: expect.closeTo(10.2, 12),
    })
  })

  it('counts every trajectory once for the weight return: (3 + 20) / 2', () => {
    const { judge } = use({ baseline: 'mean', weight: 'return' })
    judge()
    expect(judge().subtracted).toBeCloseTo(11.5, 12)
  })

  it('forgets slowly: a tenth of each new batch', () => {
    const { judge } = use({ baseline: 'mean' })
    judge(single(10))
    judge(single(20))
    expect(judge().subtracted).toBeCloseTo(11, 12)
  })
})

describe('the time-mean baseline', () => {
  it('has a mean of its own for every step, of the earlier trajectories that got there', () => {
    const { judge } = use({ baseline: 'time-mean' })
    expect(judge()).toEqual({ advantages: [3, 20, 4, 20, 4], subtracted: 0 })
    // At t = 0: (3 + 20)/2, at 1: (4 + 20)/2, at 2: 4. Their mean over the rows: (2·11.5 + 2·12 + 4)/5.
    expect(judge()).toEqual({
      advantages: [-8.5, 8.5, -8, 8, 0],
      subtracted: expect.closeTo(10.2, 12),
    })
  })

  it('forgets slowly where it learns, and keeps what it knows of steps no one reached since', () => {
    const { judge } = use({ baseline: 'time-mean' })
    judge()
    judge(single(21.5))
    // At t = 0 a tenth of 21.5 came to nine tenths of 11.5.
    expect(judge().advantages).toEqual(closeTo([3 - 12.5, 20 - 12.5, -8, 8, 0]))
  })
})

describe('the leave-one-out baseline', () => {
  it('is the others’ reward-to-go at the same step, 0 for those already over', () => {
    expect(use({ baseline: 'leave-one-out' }).judge()).toEqual({
      advantages: [-17, 17, -16, 16, 4],
      subtracted: (20 + 3 + 20 + 4 + 0) / 5,
    })
  })

  it('is the others’ mean return for the weight return', () => {
    const three: Steps = {
      steps: 4,
      trajectories: 3,
      rewards: Float64Array.of(2, 4, 9, 2),
      trajectory: Int32Array.of(0, 1, 2, 1),
      time: Int32Array.of(0, 0, 0, 1),
    }
    // Returns 2, 4 + 2/2 = 5 and 9: baselines 7, 5.5 and 3.5.
    const { judge } = use({ baseline: 'leave-one-out', weight: 'return' })
    expect(judge(three).advantages).toEqual(closeTo([-5, -0.5, 5.5, -0.5]))
  })

  it('is 0 for a trajectory that is alone in a last, smaller batch', () => {
    expect(use({ baseline: 'leave-one-out' }).judge(single(7))).toEqual({
      advantages: [7],
      subtracted: 0,
    })
  })
})

describe('values', () => {
  const { estimator } = exampleConfig({ estimator: { gamma: 0.5, baseline: 'value' } })
  const values = { rows: Float64Array.of(1, 8, 2, 16, 3), tails: Float64Array.of(8, 0) }
  const judge = (changes: Partial<Estimator>) => {
    const settings = { ...estimator, ...changes }
    const found = scoreWeights(earned, settings, createBaseline(settings, 0), values)
    return {
      advantages: [...found.weights].map((weight) => 2 * weight),
      targets: [...found.valueTargets!],
      subtracted: found.subtracted,
    }
  }

  it('are subtracted from rewards-to-go, which become their targets, tails included', () => {
    // G = 1 + 6/2, 20, 2 + 8/2, 20, 4 + 8/2
    expect(judge({})).toEqual({
      advantages: [3, 12, 4, 4, 5],
      targets: [4, 20, 6, 20, 8],
      subtracted: 6,
    })
  })

  it('with GAE make errors of one step, and λ-returns their targets', () => {
    // λ = 0: r + V(s′)/2 − V(s), so the targets are r + V(s′)/2.
    expect(judge({ gaeLambda: 0 })).toEqual({
      advantages: [1, 10, 1.5, 4, 5],
      targets: [2, 18, 3.5, 20, 8],
      subtracted: 6,
    })
    expect(judge({ gaeLambda: 1 })).toEqual(judge({}))
  })
})

describe('the optimal baseline', () => {
  it('is Σ S²R / Σ S² of earlier batches by component, and 0 where nothing is known', () => {
    const { baseline } = use({ baseline: 'optimal', weight: 'return' })
    const { components } = createBaseline({ baseline: 'optimal', weight: 'return' }, 3)
    expect(baseline.components).not.toBeNull()
    const known = new Float32Array(3)
    components!.write(1, known)
    expect([...known]).toEqual([0, 0, 0])
    // The weights were divided by 4 trajectories: Σ S²R is 4 times the second.
    components!.observe({ plain: Float32Array.of(2, 4, 0), weighted: Float32Array.of(3, -1, 0) }, 4)
    components!.write(1, known)
    expect([...known]).toEqual([6, -1, 0])
    components!.observe({ plain: Float32Array.of(2, 0, 0), weighted: Float32Array.of(0, 0, 0) }, 4)
    components!.write(10, known)
    // Nine tenths of the old sums: 10.8 / (1.8 + 2), and −3.6 / 3.6.
    expect([...known]).toEqual(closeTo([1.08 / 3.8, -0.1, 0]))
  })
})

describe.each(['none', 'mean', 'time-mean', 'leave-one-out'] as const)(
  'a saved %s baseline',
  (kind) => {
    it('goes on as the original would, which is not changed by it', () => {
      const { baseline, judge, createAnother } = use({ baseline: kind })
      judge()
      const state = structuredClone(baseline.save())
      const after = judge()
      const other = createAnother()
      other.restore(state)
      expect(judge(earned, other)).toEqual(after)
      expect(judge(earned, other)).toEqual(judge())
    })
  },
)
