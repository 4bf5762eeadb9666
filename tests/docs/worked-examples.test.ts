import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../scripts/project.ts'

const text = readFileSync(inProject('docs/reinforce.md'), 'utf8')

/** Where the short corridor leads from states 0, 1 and 2; 3 is its end. The middle reverses. */
const next = (state: number, isRight: boolean): number => {
  if (state === 1) return isRight ? 0 : 2
  if (state === 0) return isRight ? 1 : 0
  return isRight ? 3 : 1
}

/** Sums over trajectories: of probability, of the score S, of X = Σ_t weight of a step, and products. */
type Moments = readonly [one: number, s: number, x: number, ss: number, sx: number, xx: number]
const none: Moments = [0, 0, 0, 0, 0, 0]

/**
 * Mean and variance of Σ_t c_t·(w_t − b) in the corridor at p = ½, c_t the score of θ_right: all
 * trajectories step by step, by their moments. With T the length, Σ_t c_t·(−(T − t)) is −Σ_t C_t, C_t
 * being the sum of the scores up to t.
 */
function estimate(baseline: number): { mean: number; variance: number } {
  let at: Moments[] = [[1, 0, 0, 0, 0, 0], none, none]
  let ended = none
  const plus = (a: Moments, b: Moments) => a.map((value, i) => value + b[i]!) as unknown as Moments
  for (let step = 0; step < 3000; step++) {
    const after = [none, none, none]
    for (const [state, [one, s, x, ss, sx, xx]] of at.entries()) {
      for (const [isRight, c] of [[true, 0.5] as const, [false, -0.5] as const]) {
        const [S, SS] = [s + c * one, ss + 2 * c * s + c * c * one]
        const SX = sx + c * x + SS
        const moved: Moments = [one, S, x + S, SS, SX, xx + 2 * (sx + c * x) + SS]
        const half = moved.map((value) => value / 2) as unknown as Moments
        const to = next(state, isRight)
        if (to === 3) ended = plus(ended, half)
        else after[to] = plus(after[to]!, half)
      }
    }
    at = after
  }
  const [, s, x, ss, sx, xx] = ended
  const mean = -x - baseline * s
  return { mean, variance: xx + 2 * baseline * sx + baseline ** 2 * ss - mean ** 2 }
}

describe('the worked examples', () => {
  it('say what rewards-to-go vary by in the corridor', () => {
    for (const [baseline, name] of [
      [0, 'reward-to-go'],
      [-12, 'reward-to-go, $b = -12$'],
      [-37 / 3, 'reward-to-go, $b = -37/3$, the best'],
    ] as const) {
      const { mean, variance } = estimate(baseline)
      expect(mean).toBeCloseTo(2, 9)
      const row = text.split('\n').find((line) => line.startsWith(`| ${name} `))!
      expect(Number(row.match(/(\d+) +\|$/)![1])).toBe(Math.round(variance))
    }
    expect(estimate(-37 / 3).variance).toBeCloseTo(276 + 2 / 3, 6)
  })
})
