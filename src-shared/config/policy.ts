import * as z from 'zod'

const sigma = z
  .enum(['fixed', 'learned'])
  .default('learned')
  .describe(
    'Standard deviation of a Gaussian policy; used on continuous actions only.\nfixed: a constant.\nlearned: a parameter.',
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

const polynomialDegree = z
  .int()
  .min(1)
  .max(10)
  .default(2)
  .describe(
    'Largest total degree of a monomial: with 2, the observation o₁, o₂ gives o₁, o₂, o₁², o₁o₂, o₂² beside the constant. Used by polynomial features only.',
  )
  .meta({ title: 'Polynomial degree', formula: 'Σⱼ eⱼ ≤ n' })
const fourierOrder = z
  .int()
  .min(1)
  .max(30)
  .default(3)
  .describe(
    'Largest frequency along each component, in half-waves across its range; (n + 1)^d features for d components, the constant included. Used by Fourier features only.',
  )
  .meta({ title: 'Fourier order', formula: 'c ∈ {0…n}ᵈ' })
const tilings = z
  .int()
  .min(1)
  .max(64)
  .default(8)
  .describe(
    'Grids laid over one another, each displaced by other fractions of a tile: more of them resolve finer. A power of two that is at least 4 times the number of components displaces them most evenly. Used by tile coding only.',
  )
  .meta({ title: 'Tilings' })
const tilesPerDimension = z
  .int()
  .min(1)
  .max(100)
  .default(2)
  .describe(
    'Tiles across the range of each component: wider tiles generalise further. Every grid has one more per dimension, so that it covers the range however it is displaced. Used by tile coding only.',
  )
  .meta({ title: 'Tiles per dimension' })
const normalizeObservations = z
  .boolean()
  .default(false)
  .describe(
    'Give the network each component of the observation less its mean and divided by its standard deviation, clipped to ±10. Both are taken over all observations of the run so far, stay fixed while a batch is played and learned from, and are stored with the policy.\nBefore the first update observations stay as they are. Taking in a batch moves the policy a little, by as much as no divergence shows. Not for an index, nor for features that scale the observation by its range.',
  )
  .meta({ title: 'Normalise observations', formula: '(o − m)/σₒ' })
const featureParameters = { polynomialDegree, fourierOrder, tilings, tilesPerDimension }

/** What the state features are, for the help of both linear policies. */
const stateFeatures =
  'polynomial: all monomials of the observation up to a total degree.\nfourier: cos(π c·s̄) of the observation scaled into [0, 1] by its described range and clipped there (Konidaris et al. 2011, without their learning rate per feature).\none-hot: a parameter for each value of an observation that is an index, a table.\ntile-coding: 1 for the tile of each displaced grid that holds the observation, else 0 (Sutton & Barto 9.5.4).\nAll but one-hot have a constant feature 1 too. An index enters every policy one-hot.'

/** The family of distributions π_θ(a|s) that is trained. */
export const policy = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('softmax-linear'),
        features: z
          .enum(['raw', 'interaction', 'polynomial', 'fourier', 'one-hot', 'tile-coding'])
          .default('interaction')
          .describe(
            `Each action has its own weights for features of the state, but for raw.\nraw: x(s,a) = [s, a], the textbook form; the state cancels in the softmax, so this policy cannot depend on it.\ninteraction: [s, 1].\n${stateFeatures} With one-hot it is the tabular softmax, θ(s,a).`,
          )
          .meta({ title: 'Features', formula: 'x(s,a)' }),
        ...featureParameters,
        normalizeObservations,
      })
      .meta({ title: 'Linear or tabular softmax', formula: 'π(a|s) ∝ exp(θᵀx(s,a))' }),
    z
      .strictObject({
        kind: z.literal('gaussian-linear'),
        features: z
          .enum(['raw', 'polynomial', 'fourier', 'one-hot', 'tile-coding'])
          .default('raw')
          .describe(
            `What the mean of the action is linear in.\nraw: x(s) = [s, 1].\n${stateFeatures}`,
          )
          .meta({ title: 'Features', formula: 'x(s)' }),
        ...featureParameters,
        normalizeObservations,
        sigma,
        initialSigma,
      })
      .meta({ title: 'Linear Gaussian', formula: 'π(a|s) = N(θᵀx(s), σ²)' }),
    z
      .strictObject({
        kind: z.literal('mlp'),
        hiddenSizes: z
          .array(z.int().min(1).max(65_536))
          .min(1)
          .max(8)
          .default([64, 64])
          .describe(
            'Width of each hidden layer, from the observation on. An observation that is an index enters one-hot: as many numbers as it has values, 1 at its place and 0 elsewhere.',
          )
          .meta({ title: 'Hidden layers' }),
        activation: z
          .enum(['tanh', 'relu'])
          .default('tanh')
          .describe('Nonlinearity after each hidden layer')
          .meta({ title: 'Activation' }),
        normalizeObservations,
        sigma,
        initialSigma,
      })
      .meta({ title: 'Neural network' }),
  ])
  .meta({ title: 'Policy', formula: 'π_θ(a|s)' })
