import * as z from 'zod'

const learningRate = z
  .number()
  .positive()
  .default(0.01)
  .describe('Step size of a parameter update')
  .meta({ title: 'Learning rate', formula: 'α', scale: 'logarithmic' })
const maxGradientNorm = z
  .number()
  .positive()
  .nullable()
  .default(null)
  .describe('Gradients longer than this are scaled down to it; empty: never')
  .meta({ title: 'Largest gradient norm', formula: '‖ĝ‖ ≤ c' })

/** How an estimate of ∇J becomes a step of the parameters. */
export const optimizer = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('sgd'), learningRate, maxGradientNorm })
      .meta({ title: 'Gradient ascent', formula: 'θ ← θ + α ĝ' }),
    z
      .strictObject({
        kind: z.literal('adam'),
        learningRate,
        maxGradientNorm,
        beta1: z
          .number()
          .min(0)
          .lt(1)
          .default(0.9)
          .describe('Decay of the running mean of the gradient')
          .meta({ title: 'Mean decay', formula: 'β₁' }),
        beta2: z
          .number()
          .min(0)
          .lt(1)
          .default(0.999)
          .describe('Decay of the running mean of the squared gradient')
          .meta({ title: 'Square decay', formula: 'β₂' }),
        epsilon: z
          .number()
          .positive()
          .default(1e-8)
          .describe('Added to the denominator so that it is never zero')
          .meta({ title: 'Denominator floor', formula: 'ε', scale: 'logarithmic' }),
      })
      .meta({ title: 'Adam', formula: 'θ ← θ + α m̂ / (√v̂ + ε)' }),
  ])
  .meta({ title: 'Optimizer' })
