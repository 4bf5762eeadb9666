import * as z from 'zod'

const sigma = z
  .enum(['fixed', 'learned'])
  .default('learned')
  .describe(
    'Whether the standard deviation of a Gaussian policy is a constant or a parameter. Used on continuous actions only.',
  )
  .meta({ title: 'Standard deviation', formula: 'σ' })
const initialSigma = z
  .number()
  .positive()
  .max(100)
  .default(0.5)
  .describe(
    'Standard deviation of a Gaussian policy at the start, in units of the action. Used on continuous actions only.',
  )
  .meta({ title: 'Initial σ' })

/** The family of distributions π_θ(a|s) that is trained. */
export const policy = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('softmax-linear'),
        features: z
          .enum(['raw', 'interaction'])
          .default('interaction')
          .describe(
            'raw: x(s,a) = [s, a], the textbook form; the state cancels in the softmax, so this policy cannot depend on the state. interaction: each action has its own weights for [s, 1].',
          )
          .meta({ title: 'Features', formula: 'x(s,a)' }),
      })
      .meta({ title: 'Linear softmax', formula: 'π(a|s) ∝ exp(θᵀx(s,a))' }),
    z
      .strictObject({ kind: z.literal('gaussian-linear'), sigma, initialSigma })
      .meta({ title: 'Linear Gaussian', formula: 'π(a|s) = N(θᵀx(s), σ²)' }),
    z
      .strictObject({
        kind: z.literal('mlp'),
        hiddenSizes: z
          .array(z.int().min(1).max(65_536))
          .min(1)
          .max(8)
          .default([64, 64])
          .describe('Width of each hidden layer, from the observation on')
          .meta({ title: 'Hidden layers' }),
        activation: z
          .enum(['tanh', 'relu'])
          .default('tanh')
          .describe('Nonlinearity after each hidden layer')
          .meta({ title: 'Activation' }),
        sigma,
        initialSigma,
      })
      .meta({ title: 'Neural network' }),
  ])
  .meta({ title: 'Policy', formula: 'π_θ(a|s)' })
