import { describe, expect, it } from 'vitest'
import { findAlerts } from '#core/alerts/find-alerts.ts'
import type { Evidence } from '#core/alerts/alert-rule.ts'
import { slopeOf } from '#core/statistics/slope.ts'
import type { Curve } from '#shared/curve.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { UpdateMetric } from '#shared/metrics.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { sampleProgress } from '../../store/sample-runs.ts'

/** One value an update, or `rows` updates a value. */
const curveOf = (values: readonly number[], rows = 1): Curve => ({
  x: values.map((_, i) => (i + 1) * rows),
  mean: values,
  minimum: values,
  maximum: values,
  count: values.map(() => rows),
})
const nothing = curveOf([])
const times = (count: number, value: number | ((i: number) => number)): number[] =>
  Array.from({ length: count }, (_, i) => (typeof value === 'number' ? value : value(i)))

interface Setup {
  readonly environment?: string
  readonly curves?: Partial<Record<UpdateMetric, readonly number[]>>
  readonly returns?: readonly number[]
  readonly updates?: number
  readonly rows?: number
  readonly run?: Partial<Pick<Run, 'status' | 'reason'>>
  readonly solved?: boolean
}

function evidence({
  environment = 'CartPole-v1',
  curves = {},
  returns = [],
  updates = 100,
  rows = 1,
  run = {},
  solved = false,
}: Setup): Evidence {
  const config = parseRunConfig({
    environment: { id: environment },
    policy: { kind: 'mlp', hiddenSizes: [8] },
    optimizer: { kind: 'adam' },
    batch: { episodes: 4 },
    budget: { updates: 100 },
  } as never)
  const solvedAt = solved ? { episode: 1, environmentSteps: 1, wallTimeMs: 1 } : null
  return {
    run: {
      status: 'running',
      reason: null,
      ...run,
      progress: { ...sampleProgress, updates, solvedAt },
    },
    config,
    description: describeEnvironment(config.environment),
    curve: (metric) => (curves[metric] ? curveOf(curves[metric], rows) : nothing),
    returns: () => curveOf(returns),
  }
}
const idsOf = (setup: Setup) => findAlerts(evidence(setup)).map(({ id }) => id)
const noise = (i: number) => Math.sin(12.9898 * i) * 4

describe('alerts', () => {
  it('are none of a run that has just begun, and none of one that learns well', () => {
    expect(idsOf({ updates: 0 })).toEqual([])
    expect(
      idsOf({
        curves: {
          entropy: times(100, (i) => 0.69 - 0.006 * i),
          gradientNorm: times(100, (i) => 0.1 + 0.01 * Math.abs(noise(i))),
          kl: times(100, 0.01),
          meanReturn: times(100, (i) => 20 + 4 * i),
        },
        returns: times(60, (i) => 20 + 7 * i + noise(i)),
      }),
    ).toEqual([])
  })

  it('tell of a divergence with its reason', () => {
    const [alert] = findAlerts(
      evidence({ run: { status: 'diverged', reason: 'The gradient of update 7 has length NaN' } }),
    )
    expect(alert).toMatchObject({ id: 'diverged', firstUpdate: 100 })
    expect(alert!.sentence).toMatch(/^The gradient of update 7 has length NaN\. Try/)
  })

  it('tell of an entropy collapse from where it began, unless the task is learned', () => {
    const entropy = [...times(30, 0.5), ...times(40, 0.001)]
    const of = (meanReturn: number) =>
      findAlerts(evidence({ curves: { entropy, meanReturn: times(70, meanReturn) } }))
    expect(of(20)).toMatchObject([{ id: 'entropy-collapse', firstUpdate: 31, isNow: true }])
    expect(of(490)).toEqual([])
    // Nineteen updates are not enough.
    expect(
      idsOf({
        curves: { entropy: [...times(30, 0.5), ...times(19, 0.001)], meanReturn: times(49, 20) },
      }),
    ).toEqual([])
    expect(
      findAlerts(
        evidence({
          curves: { entropy: [...entropy, ...times(5, 0.5)], meanReturn: times(75, 20) },
        }),
      ),
    ).toMatchObject([{ id: 'entropy-collapse', isNow: false }])
  })

  it('tell of certainty without a threshold only while most of the run is to come', () => {
    const late = [...times(50, 0.5), ...times(50, 0.001)]
    expect(idsOf({ environment: 'CliffWalking-v1', curves: { entropy: late } })).toEqual([])
    expect(
      idsOf({ environment: 'CliffWalking-v1', curves: { entropy: times(100, 0.001) } }),
    ).toEqual(['entropy-collapse'])
  })

  it('tell of a collapse of σ', () => {
    const sigma = [1, ...times(60, 0.04)]
    expect(idsOf({ environment: 'Pendulum-v1', curves: { sigma } })).toEqual(['sigma-collapse'])
    expect(idsOf({ environment: 'Pendulum-v1', curves: { sigma: times(60, 0.04) } })).toEqual([])
  })

  it('tell of one gradient far longer than all before, and of gradients that are 0', () => {
    const [alert] = findAlerts(
      evidence({ curves: { gradientNorm: [...times(20, 1), 300, ...times(20, 1)] } }),
    )
    expect(alert).toMatchObject({ id: 'gradient-explosion', firstUpdate: 21, isNow: false })
    expect(alert!.sentence).toContain('300 times as long')
    expect(idsOf({ curves: { gradientNorm: [...times(19, 1), 300] } })).toEqual([])
    // The median of ten ones and ten threes is 2.
    const mixed = [...times(10, 1), ...times(10, 3), 250]
    expect(findAlerts(evidence({ curves: { gradientNorm: mixed } }))[0]!.sentence).toContain(
      '125 times as long',
    )
    expect(idsOf({ curves: { gradientNorm: times(20, 0) } })).toEqual(['no-gradient'])
    const why = (entropy: number) =>
      findAlerts(
        evidence({
          curves: {
            gradientNorm: times(20, 0),
            entropy: times(20, entropy),
            meanReturn: times(20, 490),
          },
        }),
      )[0]!.sentence
    expect(why(0.5)).toContain('all episodes of a batch earn the same')
    expect(why(0)).toContain('certain of its actions, so that its scores vanish')
  })

  it('count the updates a bucket stands for', () => {
    expect(idsOf({ curves: { kl: [0.01, 0.2, 0.01] } })).toEqual([])
    expect(idsOf({ curves: { kl: [0.01, 0.2, 0.01] }, rows: 8 })).toEqual(['large-kl'])
  })

  it('tell of clipped actions and of a value function that knows nothing', () => {
    expect(
      idsOf({ environment: 'Pendulum-v1', curves: { clippedActions: times(20, 0.6) } }),
    ).toEqual(['clipped-actions'])
    const explainedVariance = [...times(10, -1), ...times(60, -0.2)]
    expect(idsOf({ curves: { explainedVariance } })).toEqual(['useless-values'])
    // Knowing nothing at the beginning is no fault.
    expect(idsOf({ curves: { explainedVariance: [...times(10, -1), ...times(60, 0.2)] } })).toEqual(
      [],
    )
  })

  it('tell of a standstill only where noise does not hide a rise', () => {
    const flat = times(60, (i) => (i < 30 ? 20 + 3 * i : 110 + 0.2 * noise(i)))
    expect(idsOf({ returns: flat })).toEqual(['stalled'])
    expect(findAlerts(evidence({ returns: flat }))[0]!.sentence).toContain(
      'missing to the threshold',
    )
    expect(idsOf({ returns: times(60, (i) => 110 + 20 * noise(i)) })).toEqual([])
    expect(idsOf({ returns: flat, solved: true })).toEqual([])
    expect(idsOf({ returns: flat, updates: 40 })).toEqual([])
  })
})

describe('the slope of a line', () => {
  it('has the interval of Student’s t', () => {
    // Σ(x − 3)² = 10, squared residuals 0.107: 1.99 ± 3.182446 · √(0.107/3/10).
    const found = slopeOf([1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1], 0.05)!
    expect(found.slope).toBeCloseTo(1.99, 10)
    expect(found.low).toBeCloseTo(1.799939, 4)
    expect(found.high).toBeCloseTo(2.180061, 4)
    expect(slopeOf([1, 2], [1, 2], 0.05)).toBeNull()
    expect(slopeOf([1, 1, 1], [1, 2, 3], 0.05)).toBeNull()
  })
})
