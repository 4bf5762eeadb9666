import { describe, expect, it } from 'vitest'
import {
  describeBudget,
  describeEstimator,
  describeOptimizer,
  describePolicy,
} from '#shared/describe-config.ts'
import { formulaParts } from '#renderer/format/formula.ts'
import {
  formatAligned,
  formatBytes,
  formatCount,
  formatCounted,
  formatFixed,
  formatMeanReturn,
  formatNumber,
  formatReturn,
} from '#renderer/format/number.ts'
import { formatDuration, formatRelativeTime, formatRoughDuration } from '#renderer/format/time.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig, type RunConfigInput } from '#shared/run-config.ts'

describe('numbers', () => {
  it('sets the thousands of a count apart', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
  })

  it.each([
    [0, '0'],
    [475.21875, '475.2'],
    [-12.3456, '−12.35'],
    [0.01, '0.01'],
    [0.99, '0.99'],
    [123_456, '123,456'],
    [1e-8, '1e-8'],
    [0.000_123_456, '1.235e-4'],
    [2_500_000, '2.5e6'],
    [-4.4757e38, '−4.476e38'],
    [Number.NaN, 'NaN'],
  ])('shows %d in four significant digits as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('keeps the decimals of a column equal', () => {
    expect([500, 4.567].map((value) => formatFixed(value, 1))).toEqual(['500.0', '4.6'])
    // What rounds to nothing has no sign.
    expect(formatFixed(-0.0004, 2)).toBe('0.00')
  })

  it.each([
    [-14.2, 2, '−14.20'],
    [-4.4757e38, 2, '−4.476e38'],
    [Number.NaN, 2, '–'],
    [null, 2, '–'],
  ])('shows %d, which moves in place, with %d decimals as %s', (value, decimals, text) => {
    expect(formatAligned(value, decimals)).toBe(text)
  })

  it.each([
    [482.234, 3.14159, '482.2 ± 3.1'],
    [0.97153, 0.0312, '0.972 ± 0.031'],
    [-1234.5, 123.4, '−1,235 ± 123'],
    [500, 0, '500.0 ± 0'],
    [21.5, null, '21.50'],
    [null, null, '–'],
  ])('shows the mean return %d with the error %d as %s', (mean, error, text) => {
    expect(formatMeanReturn({ meanReturnLast100: mean, standardErrorLast100: error })).toBe(text)
  })

  it('shows returns of one size with as many decimals', () => {
    const returns = [478, 476.61, -1510.25, 21.5, 6.4931, 0.70972, 0, -0.00123]
    expect(returns.map(formatReturn)).toEqual([
      '478.0',
      '476.6',
      '−1,510',
      '21.50',
      '6.493',
      '0.710',
      '0',
      '−0.00123',
    ])
  })

  it('counts one thing as one', () => {
    expect([0, 1, 1234].map((count) => formatCounted(count, 'update'))).toEqual([
      '0 updates',
      '1 update',
      '1,234 updates',
    ])
    expect(describeBudget({ updates: 1, stopWhenSolved: false })).toBe('1 update')
  })

  it('counts bytes in powers of 1024', () => {
    expect([0, 1536, 2 ** 30].map(formatBytes)).toEqual(['0 B', '1.5 KiB', '1 GiB'])
  })
})

describe('times', () => {
  it.each([
    [840, '0.8 s'],
    [9960, '10 s'],
    [42_000, '42 s'],
    [185_000, '3 min 05 s'],
    [7_620_000, '2 h 07 min'],
    [273_600_000, '3 d 4 h'],
  ])('shows %d ms in its two largest units as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('says about how long something takes in one unit', () => {
    const texts = [400, 59_000, 119_000, 125_000, 7_000_000, 7_300_000, 2e8, 1e11]
    expect(texts.map(formatRoughDuration)).toEqual([
      '0 s',
      '59 s',
      '119 s',
      '2 min',
      '117 min',
      '2 h',
      '2 d',
      '1,157 d',
    ])
  })

  it('says how long ago something was', () => {
    const now = new Date('2026-11-20T12:00:00Z')
    expect(formatRelativeTime('2026-11-20T11:59:30Z', now)).toBe('just now')
    expect(formatRelativeTime('2026-11-20T11:55:00Z', now)).toBe('5 min ago')
    expect(formatRelativeTime('2026-11-18T11:55:00Z', now)).toBe('2 d ago')
  })
})

describe('configurations', () => {
  it('names their parts in a few words', () => {
    const { config } = presets['cartpole-reinforce']!
    expect(describePolicy(config.policy)).toBe('mlp 64-64 tanh')
    expect(describeEstimator(config.estimator)).toBe(
      'reward-to-go, γ 0.99, mean baseline, normalised, averaged over steps',
    )
    const timed = { ...config.estimator, truncation: 'time-aware' } as const
    expect(describeEstimator(timed)).toMatch(/, time-aware$/)
    const linear = (policy: RunConfigInput['policy']) =>
      describePolicy(parseRunConfig({ ...config, policy }).policy)
    expect(linear({ kind: 'softmax-linear' })).toBe('softmax-linear interaction')
    expect(linear({ kind: 'softmax-linear', features: 'fourier', fourierOrder: 2 })).toBe(
      'softmax-linear fourier 2',
    )
    expect(linear({ kind: 'softmax-linear', features: 'tile-coding' })).toBe(
      'softmax-linear tile-coding 8 × 2',
    )
    expect(linear({ kind: 'softmax-linear', normalizeObservations: true })).toBe(
      'softmax-linear interaction, normalised observations',
    )
    const unbiased = { normalizeAdvantages: false, average: 'trajectories' } as const
    expect(describeEstimator({ ...config.estimator, ...unbiased })).toBe(
      'reward-to-go, γ 0.99, mean baseline',
    )
    expect(describeOptimizer(config.optimizer)).toBe('adam 0.01')
    const falling = { ...config.optimizer, schedule: 'cosine' } as const
    expect(describeOptimizer(falling)).toBe('adam 0.01 cosine')
    const trpo = parseRunConfig({ ...config, optimizer: { kind: 'trpo', maxKl: 0.02 } }).optimizer
    expect(describeOptimizer(trpo)).toBe('trpo δ 0.02')
    expect(describeBudget(config.budget)).toBe('500,000 steps')
  })
})

it('cuts a formula at its indices and exponents', () => {
  expect(formulaParts('γ^t π_θ(a_t)')).toEqual([
    { kind: 'plain', text: 'γ' },
    { kind: 'sup', text: 't' },
    { kind: 'plain', text: ' π' },
    { kind: 'sub', text: 'θ' },
    { kind: 'plain', text: '(a' },
    { kind: 'sub', text: 't' },
    { kind: 'plain', text: ')' },
  ])
  expect(formulaParts('δ_t = V(s_{t+1}), π_old, config_hash')).toEqual([
    { kind: 'plain', text: 'δ' },
    { kind: 'sub', text: 't' },
    { kind: 'plain', text: ' = V(s' },
    { kind: 'sub', text: 't+1' },
    { kind: 'plain', text: '), π' },
    { kind: 'sub', text: 'old' },
    { kind: 'plain', text: ', config_hash' },
  ])
})
