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
    'How the learning rate falls while the budget is used up; u is the share used before the update. A run that stops when solved does not reach the end of its schedule.\nconstant: α.\nlinear: α(1 − u).\ncosine: α(1 + cos πu)/2, slow at both ends.\ninverse-square-root: α/√(1 + 99u), fast at first, a tenth at the end.',
  )
  .meta({ title: 'Schedule', formula: 'α(u)' })

const maxGradientNormOf = (initial: number | null) =>
  z
    .number()
    .positive()
    .nullable()
    .default(initial)
    .describe('Gradients longer than this are scaled down to it; empty: never')
    .meta({ title: 'Largest gradient norm', formula: '‖ĝ‖ ≤ c' })
const maxGradientNorm = maxGradientNormOf(null)

const decay = (title: string, formula: string, initial: number, help: string, rare = false) =>
  z.number().min(0).lt(1).default(initial).describe(help).meta({ title, formula, rare })

const epsilonOf = (initial: number) =>
  z
    .number()
    .positive()
    .default(initial)
    .describe('Added to the denominator so that it is never zero')
    .meta({ title: 'Denominator floor', formula: 'ε', scale: 'logarithmic', rare: true })

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

/** The moments of Adam. */
const adamMoments = (epsilon: number) => ({
  beta1: decay('Mean decay', 'β₁', 0.9, 'Decay of the running mean of the gradient', true),
  beta2: decay(
    'Square decay',
    'β₂',
    0.999,
    'Decay of the running mean of the squared gradient',
    true,
  ),
  epsilon: epsilonOf(epsilon),
})

/** How F⁻¹ĝ is found. */
const fisherSolver = {
  damping: z
    .number()
    .min(0)
    .default(0.1)
    .describe(
      'Added to the diagonal of the Fisher information F before it is inverted. The larger, the more the direction is that of the plain gradient; with 0, directions in which the policy hardly changes are followed without limit.',
    )
    .meta({ title: 'Damping', formula: 'λ', scale: 'logarithmic' }),
  conjugateGradientIterations: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe(
      'Most iterations of the conjugate gradient method for F⁻¹ĝ. Each costs about as much as a gradient; what is not solved after them stays closer to the plain gradient.',
    )
    .meta({ title: 'Conjugate gradient iterations', rare: true }),
  residualTolerance: z
    .number()
    .min(0)
    .lt(1)
    .default(1e-5)
    .describe('The iterations end where ‖ĝ − (F + λI)x‖ is at most this share of ‖ĝ‖')
    .meta({ title: 'Residual tolerance', scale: 'logarithmic', rare: true }),
}

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
        ...adamMoments(1e-8),
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
    z
      .strictObject({
        kind: z.literal('natural-gradient'),
        learningRate: learningRate(
          1,
          'Length of a step for a natural gradient of length 1. F is a mean over steps; where the gradient is a sum over the steps of a trajectory, the natural gradient is as many times longer.',
        ),
        schedule,
        ...fisherSolver,
      })
      .meta({ title: 'Natural gradient', formula: 'θ ← θ + α (F + λI)⁻¹ ĝ' }),
    z
      .strictObject({
        kind: z.literal('trpo'),
        maxKl: z
          .number()
          .positive()
          .default(0.01)
          .describe(
            'How far one update may move the policy: mean KL(π_old ‖ π_new) over the steps of the batch, in nats. Takes the place of a learning rate. The step length uses F; Stable-Baselines3 and Spinning Up use F + λI here too, so their steps are shorter.',
          )
          .meta({ title: 'Trust region', formula: 'δ', scale: 'logarithmic' }),
        ...fisherSolver,
        backtracks: z
          .int()
          .min(0)
          .max(100)
          .default(10)
          .describe(
            'How many times a step is shortened that leaves the trust region or does not increase the surrogate; then the parameters stay as they are',
          )
          .meta({ title: 'Backtracks', rare: true }),
        backtrackFactor: z
          .number()
          .gt(0)
          .lt(1)
          .default(0.8)
          .describe('What is left of the step each time it is shortened')
          .meta({ title: 'Backtrack factor', rare: true }),
      })
      .meta({ title: 'TRPO', formula: 'θ ← θ + √(2δ / xᵀFx)·x,  x = (F + λI)⁻¹ ĝ' }),
    z
      .strictObject({
        kind: z.literal('ppo'),
        ...perParameter(3e-4),
        maxGradientNorm: maxGradientNormOf(0.5),
        epochs: z
          .int()
          .min(1)
          .max(1000)
          .default(10)
          .describe('Passes over the batch in one update, each in a new random order')
          .meta({ title: 'Passes' }),
        minibatchSteps: z
          .int()
          .min(1)
          .max(10_000_000)
          .default(64)
          .describe(
            'Most steps of the batch from which one step of Adam is made. A pass is cut into minibatches of equal size.',
          )
          .meta({ title: 'Steps per minibatch' }),
        clipRange: z
          .number()
          .gt(0)
          .lt(1)
          .default(0.2)
          .describe(
            'How far the probability ratio ρ = π(a|s)/π_old(a|s) of a step may leave 1 before it has nothing more to gain. Later minibatches of an update therefore ignore part of the batch: their gradient is not that of J.',
          )
          .meta({ title: 'Clipping range', formula: 'ε' }),
        targetKl: z
          .number()
          .positive()
          .nullable()
          .default(null)
          .describe(
            'The update ends after a pass that has moved the policy further than this: mean KL(π_old ‖ π) over the steps of the batch, exact, in nats; empty: all passes are made',
          )
          .meta({ title: 'Target KL', scale: 'logarithmic' }),
        ...adamMoments(1e-5),
      })
      .meta({ title: 'PPO', formula: 'L = Σ min(ρ w, clip(ρ, 1 − ε, 1 + ε) w)' }),
  ])
  .meta({ title: 'Optimizer' })
