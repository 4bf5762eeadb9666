import type { RunConfig } from './config/shape.ts'

/** What an optimizer takes that looks at the whole batch again. */
export interface OptimizerCost {
  /** Float32 numbers held for each parameter, beside gradient and moments. */
  readonly floatsPerParameter: number
  /** Bytes held for each step of the batch. */
  readonly bytesPerStep: number
  /** Looks at every row, in units of what playing and differentiating it once costs. */
  readonly passes: number
}

/** Vectors of the conjugate gradient method in float64, and the product of one piece of the batch. */
const SOLVER_FLOATS = 6 * 2 + 4
/** The parameters before, tried and in a pause, and the whole step. */
const LINE_SEARCH_FLOATS = 3 + 3 * 2
/** Log-probabilities before and at each share of the step, until they are collected. */
const LINE_SEARCH_BYTES_PER_STEP = 16 * 4

/** Rows in another order, with their weights, log-probabilities and score weights; doubled and once outgrown. */
const SHUFFLED_GROWTH = 3
const SHUFFLED_BYTES_PER_STEP = 4 * 4
const LOG_PROB_BYTES_PER_STEP = 4

/** `rowBytes`: observation and action of one step. */
export function optimizerCost(optimizer: RunConfig['optimizer'], rowBytes: number): OptimizerCost {
  switch (optimizer.kind) {
    case 'natural-gradient':
      return {
        floatsPerParameter: SOLVER_FLOATS,
        bytesPerStep: 0,
        passes: optimizer.conjugateGradientIterations,
      }
    case 'trpo':
      return {
        floatsPerParameter: SOLVER_FLOATS + LINE_SEARCH_FLOATS,
        bytesPerStep: LINE_SEARCH_BYTES_PER_STEP,
        // One product more, and the first share of the step.
        passes: optimizer.conjugateGradientIterations + 2,
      }
    case 'ppo':
      return {
        // Gradient of the network's parameters, and those before, tried and in a pause.
        floatsPerParameter: 5,
        bytesPerStep:
          SHUFFLED_GROWTH * (rowBytes + SHUFFLED_BYTES_PER_STEP) + LOG_PROB_BYTES_PER_STEP,
        passes: optimizer.epochs,
      }
    default:
      return { floatsPerParameter: 0, bytesPerStep: 0, passes: 0 }
  }
}
