import type { IntervalMethod } from './comparison.ts'

/* Written by npm run measure-coverage. */

export interface Coverage {
  readonly n: number
  /** Share of the 95 % intervals that cover the truth for normal scores. */
  readonly normal: number
  /** The lowest share over all simulated populations, and the population it is of. */
  readonly lowest: number
  readonly scores: string
}
type Statistic = 'mean' | 'interquartileMean' | 'probabilityOfImprovement'

export const intervalCoverage: Readonly<
  Record<IntervalMethod, Readonly<Record<Statistic, readonly Coverage[]>>>
> = {
  'small-sample': {
    mean: [
      { n: 3, normal: 0.965, lowest: 0.479, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 5, normal: 0.961, lowest: 0.687, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 10, normal: 0.9535, lowest: 0.8875, scores: 'log-normal, σ = 1' },
      { n: 20, normal: 0.956, lowest: 0.9225, scores: 'log-normal, σ = 1' },
    ],
    interquartileMean: [
      { n: 3, normal: 0.9515, lowest: 0.9165, scores: 'log-normal, σ = 1' },
      { n: 5, normal: 0.9735, lowest: 0.967, scores: 'log-normal, σ = 1' },
      { n: 10, normal: 0.9565, lowest: 0.9565, scores: 'normal' },
      { n: 20, normal: 0.967, lowest: 0.9565, scores: 'log-normal, σ = 0.5' },
    ],
    probabilityOfImprovement: [
      { n: 3, normal: 0.898, lowest: 0.8915, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 5, normal: 0.9445, lowest: 0.933, scores: 'log-normal, σ = 1' },
      { n: 10, normal: 0.9445, lowest: 0.925, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 20, normal: 0.947, lowest: 0.916, scores: '80 % N(500, 1), 20 % N(100, 30)' },
    ],
  },
  rliable: {
    mean: [
      { n: 3, normal: 0.758, lowest: 0.479, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 5, normal: 0.835, lowest: 0.6725, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 10, normal: 0.886, lowest: 0.7855, scores: 'log-normal, σ = 1' },
      { n: 20, normal: 0.93, lowest: 0.848, scores: 'log-normal, σ = 1' },
    ],
    interquartileMean: [
      { n: 3, normal: 0.7465, lowest: 0.721, scores: 'log-normal, σ = 1' },
      { n: 5, normal: 0.9085, lowest: 0.899, scores: '80 % N(500, 1), 20 % N(100, 30)' },
      { n: 10, normal: 0.929, lowest: 0.926, scores: 'log-normal, σ = 1' },
      { n: 20, normal: 0.951, lowest: 0.9355, scores: 'log-normal, σ = 0.5' },
    ],
    probabilityOfImprovement: [
      { n: 3, normal: 0.373, lowest: 0.365, scores: 'log-normal, σ = 1' },
      { n: 5, normal: 0.634, lowest: 0.607, scores: 'log-normal, σ = 1' },
      { n: 10, normal: 0.8475, lowest: 0.8475, scores: 'normal' },
      { n: 20, normal: 0.898, lowest: 0.898, scores: 'normal' },
    ],
  },
}
