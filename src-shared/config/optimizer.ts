import * as z from 'zod'

const learningRate = (initial: number, help: string) =>
  z
    .number()
    .positive()
    .default(initial)
    .describe(help)
    .meta({ title: 'Learning rate', formula: 'α', scale: 'logarithmic' })

export const schedules = ['constant', 'linear', 'cosine', 'inverse-square-root'] as const
export type Schedule = (typeof schedules)[number]

const schedule = z
  .enum(schedules)
  .default('constant')
  .describe(
    'How the learning rate falls while the budget is used up, u being the share used before the update. Large steps find the region quickly, small ones settle in it. constant: α. linear: α(1 − u). cosine: α(1 + cos πu)/2, slow at both ends. inverse-square-root: α/√(1 + 99u), fast at first, a tenth at the end. A run that stops when solved does not come to the end of its schedule.',
  )
  .meta({ title: 'Schedule', formula: 'α(u)' })

const maxGradientNorm = z
  .number()
  .positive()
  .nullable()
  .default(null)
  .describe('Gradients longer than this are scaled down to it; empty: never')
  .meta({ title: 'Largest gradient norm', formula: '‖ĝ‖ ≤ c' })

const decay = (title: string, formula: string, initial: number, help: string) =>
  z.number().min(0).lt(1).default(initial).describe(help).meta({ title, formula })

const epsilonOf = (initial: number) =>
  z
    .number()
    .positive()
    .default(initial)
    .describe('Added to the denominator so that it is never zero')
    .meta({ title: 'Denominator floor', formula: 'ε', scale: 'logarithmic' })

/** A step in the units of the gradient. */
const alongGradient = (initial: number) => ({
  learningRate: learningRate(
    initial,
    'Length of a step for a gradient of length 1. Gradients grow with the returns, so what is a good value depends on the environment and on the estimator.',
  ),
  schedule,
  maxGradientNorm,
})

/** A step whose length in each parameter hardly depends on the gradient's size. */
const perParameter = (initial: number) => ({
  learningRate: learningRate(
    initial,
    'About how far a parameter moves in one step while its gradients agree in sign, whatever their size.',
  ),
  schedule,
  maxGradientNorm,
})

/** How an estimate of ∇J becomes a step of the parameters. */
export const optimizer = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('sgd'), ...alongGradient(0.01) })
      .meta({ title: 'Gradient ascent', formula: 'θ ← θ + α ĝ' }),
    z
      .strictObject({
        kind: z.literal('momentum'),
        ...alongGradient(0.01),
        momentum: decay(
          'Momentum',
          'μ',
          0.9,
          'Share of the velocity that is kept. Steady gradients add up to 1/(1 − μ) times as long a step, noise cancels in part.',
        ),
      })
      .meta({ title: 'Momentum', formula: 'v ← μ v + ĝ, θ ← θ + α v' }),
    z
      .strictObject({
        kind: z.literal('adam'),
        ...perParameter(0.01),
        beta1: decay('Mean decay', 'β₁', 0.9, 'Decay of the running mean of the gradient'),
        beta2: decay(
          'Square decay',
          'β₂',
          0.999,
          'Decay of the running mean of the squared gradient',
        ),
        epsilon: epsilonOf(1e-8),
      })
      .meta({ title: 'Adam', formula: 'θ ← θ + α m̂ / (√v̂ + ε)' }),
    z
      .strictObject({
        kind: z.literal('rmsprop'),
        ...perParameter(0.003),
        decay: decay(
          'Square decay',
          'ρ',
          0.9,
          'Decay of the running mean of the squared gradient. That mean begins at 0 and is not corrected for it, so the first steps are up to 1/√(1 − ρ) times α long in every parameter.',
        ),
        epsilon: epsilonOf(1e-8),
      })
      .meta({ title: 'RMSProp', formula: 's ← ρ s + (1 − ρ) ĝ², θ ← θ + α ĝ / (√s + ε)' }),
    z
      .strictObject({
        kind: z.literal('adagrad'),
        ...perParameter(0.02),
        epsilon: epsilonOf(1e-10),
      })
      .meta({ title: 'AdaGrad', formula: 's ← s + ĝ², θ ← θ + α ĝ / (√s + ε)' }),
  ])
  .meta({ title: 'Optimizer' })
