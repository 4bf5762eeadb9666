import { normalCdf } from '#core/statistics/special-functions.ts'
import type { Rng } from '#core/rng.ts'

/* The distributions that scores are drawn from, with their true means and interquartile means. */

export interface Population {
  readonly name: string
  draw(rng: Rng): number
  readonly mean: number
  /** The mean of the middle half. */
  readonly interquartileMean: number
  /** Moves a score up by `shift` of the population's own units. */
  shifted(score: number, shift: number): number
  /** P(shifted > unshifted). */
  improvement(shift: number): number
}

/** The standard normal quantile of a probability. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-9, 9]
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < probability) low = middle
    else high = middle
  }
  return low
}

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

const normal: Population = {
  name: 'normal',
  draw: (rng) => rng.normal(),
  mean: 0,
  interquartileMean: 0,
  shifted: (score, shift) => score + shift,
  improvement: (shift) => normalCdf(shift / Math.SQRT2),
}

const logNormal = (sigma: number): Population => ({
  name: `log-normal, σ = ${sigma}`,
  draw: (rng) => Math.exp(sigma * rng.normal()),
  mean: Math.exp((sigma * sigma) / 2),
  interquartileMean:
    2 *
    Math.exp((sigma * sigma) / 2) *
    (normalCdf(normalQuantile(0.75) - sigma) - normalCdf(normalQuantile(0.25) - sigma)),
  shifted: (score, shift) => score * Math.exp(shift * sigma),
  improvement: (shift) => normalCdf(shift / Math.SQRT2),
})

/** Four of five runs learn the task; one does not. */
const failing: Population = {
  name: '80 % N(500, 1), 20 % N(100, 30)',
  draw: (rng) => (rng.uniform() < 0.2 ? 100 + 30 * rng.normal() : 500 + rng.normal()),
  mean: 420,
  // Its middle half lies within the upper part, between the shares (0.25 − 0.2)/0.8 and (0.75 −
  // 0.2)/0.8 of it.
  interquartileMean:
    500 - 1.6 * (density(normalQuantile(0.6875)) - density(normalQuantile(0.0625))),
  shifted: (score, shift) => score + shift,
  improvement(shift) {
    const parts = [
      { share: 0.8, mean: 500, deviation: 1 },
      { share: 0.2, mean: 100, deviation: 30 },
    ]
    return parts
      .flatMap((a) => parts.map((b) => ({ a, b })))
      .reduce((sum, { a, b }) => {
        const deviation = Math.sqrt(a.deviation * a.deviation + b.deviation * b.deviation)
        return sum + a.share * b.share * normalCdf((a.mean + shift - b.mean) / deviation)
      }, 0)
  },
}

export const populations = [normal, logNormal(0.5), logNormal(1), failing]
