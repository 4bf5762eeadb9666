import { describe, expect, it } from 'vitest'
import { loadTestKernel } from '../simd.ts'

const COUNT = 40_000

describe.each(['simd128', 'relaxed'] as const)('the %s kernel', (build) => {
  const { kernel, memory } = loadTestKernel(build)
  const at = 65_536
  const values = new Float32Array(memory.buffer, at, COUNT)

  /** The kernel's values of `inputs`, and the exact ones of the same float32 numbers. */
  function evaluate(
    name: 'tanhInPlace' | 'expInPlace' | 'logInPlace' | 'reluInPlace',
    exact: (x: number) => number,
    input: (i: number) => number,
  ) {
    for (let i = 0; i < COUNT; i++) values[i] = input(i)
    const expected = Array.from(values, exact)
    kernel[name](at, COUNT)
    return { actual: values.slice(), expected }
  }

  it('has tanh to 1e-6, relative to small values too, and never beyond ±1', () => {
    const spread = evaluate('tanhInPlace', Math.tanh, (i) => (i / COUNT - 0.5) * 30)
    spread.expected.forEach((y, i) => {
      expect(Math.abs(spread.actual[i]! - y)).toBeLessThan(1e-6)
      expect(Math.abs(spread.actual[i]!)).toBeLessThanOrEqual(1)
    })
    const small = evaluate('tanhInPlace', Math.tanh, (i) => 10 ** (-8 + (8.5 * i) / COUNT))
    small.expected.forEach((y, i) => {
      expect(Math.abs(small.actual[i]! - y)).toBeLessThan(1e-6 * y)
    })
  })

  it('has exp to 1e-6 relative, 0 far below, and no overflow below 88', () => {
    const { actual, expected } = evaluate('expInPlace', Math.exp, (i) => -86.9 + (174 * i) / COUNT)
    expected.forEach((y, i) => expect(Math.abs(actual[i]! - y)).toBeLessThan(1e-6 * y))
    values.set([-88, -1e30, -Infinity, 0])
    kernel.expInPlace(at, 8)
    expect([...values.subarray(0, 4)]).toEqual([0, 0, 0, 1])
  })

  it('has log to 1e-6 over every power of two, relative to values near 0 too', () => {
    const wide = evaluate('logInPlace', Math.log, (i) => 10 ** (-37 + (75 * i) / COUNT))
    wide.expected.forEach((y, i) => {
      expect(Math.abs(wide.actual[i]! - y)).toBeLessThan(1e-6 * Math.max(1, Math.abs(y)))
    })
    const nearOne = evaluate('logInPlace', Math.log, (i) => 0.6 + (0.9 * i) / COUNT)
    nearOne.expected.forEach((y, i) => {
      expect(Math.abs(nearOne.actual[i]! - y)).toBeLessThan(1e-6 * Math.max(0.1, Math.abs(y)))
    })
  })

  it('answers NaN with NaN', () => {
    for (const name of ['tanhInPlace', 'expInPlace', 'logInPlace', 'reluInPlace'] as const) {
      values.set([NaN, 1, NaN, 2, 1, NaN, 1, 1])
      kernel[name](at, 8)
      expect([...values.subarray(0, 8)].map(Number.isNaN)).toEqual([
        ...[true, false, true, false, false, true, false, false],
      ])
    }
  })
})
