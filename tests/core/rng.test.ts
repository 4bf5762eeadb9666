import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'

const draw = (seed: number, purpose: string, index = 0, count = 5) => {
  const rng = createRng(seed, purpose, index)
  return Array.from({ length: count }, () => rng.uniform())
}

describe('rng', () => {
  it('is xoshiro128**: the published outputs for the state 1, 2, 3, 4', () => {
    const rng = createRng(0, 'any')
    rng.restore([1, 2, 3, 4])
    const words = [
      ...[11520, 0, 5927040, 70819200, 2031721883, 1637235492],
      ...[1287239034, 3734860849, 3729100597, 4258142804],
    ]
    for (let i = 0; i < words.length; i += 2) {
      const bits = (words[i]! >>> 5) * 2 ** 26 + (words[i + 1]! >>> 6)
      expect(rng.uniform()).toBe(bits / 2 ** 53)
    }
  })

  it('draws the same numbers for the same seed, purpose and index', () => {
    expect(draw(7, 'action', 3)).toEqual(draw(7, 'action', 3))
  })

  it('draws other numbers when seed, purpose or index differ', () => {
    const first = new Set([
      draw(7, 'action', 3)[0],
      draw(8, 'action', 3)[0],
      draw(7, 'actions', 3)[0],
      draw(7, 'action', 4)[0],
      draw(7, 'environment', 3)[0],
      draw(7 + 2 ** 32, 'action', 3)[0],
    ])
    expect(first.size).toBe(6)
  })

  it('starts ten thousand streams without a repeated first draw, uncorrelated with their index', () => {
    const firsts = Array.from({ length: 10_000 }, (_, i) => draw(1, 'environment', i, 1)[0]!)
    expect(new Set(firsts).size).toBe(10_000)
    const mean = firsts.reduce((sum, x) => sum + x, 0) / 10_000
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 10_000))
    const neighbours = firsts
      .slice(1)
      .reduce((sum, x, i) => sum + (x - 0.5) * (firsts[i]! - 0.5), 0)
    expect(Math.abs(neighbours / 9_999)).toBeLessThan((4 * (1 / 12)) / 100)
  })

  it('has the moments of a standard normal', () => {
    const rng = createRng(1, 'normal')
    const values = Array.from({ length: 100_000 }, () => rng.normal())
    const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / values.length
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(100_000))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / 100_000))
  })

  it('goes on from a saved state, also into another generator', () => {
    const rng = createRng(3, 'environment')
    rng.uniform()
    const state = rng.save()
    const expected = [rng.uniform(), rng.normal(), rng.uniform()]
    const other = createRng(99, 'other')
    other.restore(state)
    expect([other.uniform(), other.normal(), other.uniform()]).toEqual(expected)
  })
})
