import type { Schedule } from '#shared/config/optimizer.ts'
import type { Engine } from '../engines/engine.ts'
import type { Policy } from '../policies/policy.ts'
import { createRng, type RngState } from '../rng.ts'
import { addClippedGradient } from './clipped-surrogate.ts'
import { clipNorm, norm, noReport } from './optimizer.ts'
import type { Experience, Optimizer, StepReport } from './optimizer.ts'
import { scheduleFactor } from './schedule.ts'
import { createShuffler } from './shuffled-rows.ts'
import { tryOut } from './trial.ts'
import { divergenceFrom, logProbsOf, rowsOf } from './whole-batch.ts'

interface PpoOptions {
  readonly learningRate: number
  readonly schedule: Schedule
  readonly maxGradientNorm: number | null
  readonly epochs: number
  readonly minibatchSteps: number
  readonly clipRange: number
  /** No further epoch once the mean KL over the batch is larger, nats; null: all epochs. */
  readonly targetKl: number | null
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** Stepping, in rows that take as long to differentiate: what decides when to pause. */
const ROWS_PER_STEP = 16

/**
 * Proximal policy optimisation (Schulman et al. 2017): several passes over the batch in minibatches,
 * with a step of Adam for each along the gradient of the clipped surrogate
 * Σ_i min(ρ_i w_i, clip(ρ_i, 1 − ε, 1 + ε) w_i), plus the entropy bonus.
 *
 * The rows' weights w_i hold the average over trajectories or steps. A minibatch of m of n rows counts
 * n/m times, so that its expectation over the shuffles is the objective of the whole batch. A pass is
 * cut into as few minibatches as have at most `minibatchSteps` rows, all of a size up to one row.
 */
export function createPpo(
  options: PpoOptions,
  parameterCount: number,
  seed: number,
  engine: Pick<Engine, 'allocate' | 'free' | 'vectors'>,
): Optimizer {
  const { beta1, beta2, epsilon, clipRange } = options
  const mean = engine.allocate(parameterCount)
  const square = engine.allocate(parameterCount)
  let steps = 0
  /** Since the last pause, in rows. */
  let worked = 0
  let gradient = engine.allocate(0)
  const rng = createRng(seed, 'minibatches')
  const shuffle = createShuffler(engine)

  function climb({ parameters }: Policy, ascent: Float32Array, learningRate: number): void {
    clipNorm(ascent, norm(ascent), options.maxGradientNorm)
    steps += 1
    const coefficients = { learningRate, beta1, beta2, epsilon, update: steps }
    engine.vectors.adamStep(parameters, ascent, { mean, square }, coefficients)
  }

  /** One pass; returns the share of ratios outside the clipping range. */
  function* pass(
    policy: Policy,
    experience: Experience,
    logProbs: Float32Array,
    learningRate: number,
  ): Generator<void, number> {
    const rows = shuffle(policy, experience, logProbs, rng)
    const minibatches = Math.ceil(rows.count / options.minibatchSteps)
    let outside = 0
    for (let k = 0; k < minibatches; k++) {
      const from = Math.floor((k * rows.count) / minibatches)
      const count = Math.floor(((k + 1) * rows.count) / minibatches) - from
      const { entropyWeight } = experience
      const surrogate = { clipRange, entropyWeight, scale: rows.count / count }
      gradient.fill(0)
      outside += addClippedGradient(policy.network, { ...rows, from, count }, surrogate, gradient)
      climb(policy, policy.parameterGradient(gradient), learningRate)
      policy.parametersChanged()
      worked += count + ROWS_PER_STEP
      if (worked < policy.network.rowsPerCall) continue
      worked = 0
      yield
    }
    return outside / rows.count
  }

  function* passes(
    policy: Policy,
    experience: Experience,
    logProbs: Float32Array,
    learningRate: number,
  ): Generator<void, Pick<StepReport, 'clipFraction' | 'kl'>> {
    const { epochs, targetKl } = options
    const before = policy.parameters.slice()
    for (let epoch = 1; ; epoch++) {
      const clipFraction = yield* pass(policy, experience, logProbs, learningRate)
      const isLast = epoch >= epochs
      if (targetKl === null) {
        if (isLast) return { clipFraction, kl: null }
        continue
      }
      const kl = yield* divergenceFrom(before, policy, rowsOf(experience))
      if (isLast || !(kl <= targetKl)) return { clipFraction, kl }
    }
  }

  return {
    *step({ policy, budgetUsed, experience }) {
      const { length } = policy.network.parameters
      if (gradient.length !== length) gradient = engine.allocate(length)
      const known = yield* experience()
      const logProbs = yield* logProbsOf(policy, rowsOf(known))
      const learningRate = options.learningRate * scheduleFactor(options.schedule, budgetUsed)
      const report = yield* tryOut(policy, passes(policy, known, logProbs, learningRate))
      return { ...noReport, learningRate, ...report }
    },
    save: () => ({ steps, mean: mean.slice(), square: square.slice(), rng: rng.save() }),
    restore(state) {
      steps = state['steps'] as number
      mean.set(state['mean'] as Float32Array)
      square.set(state['square'] as Float32Array)
      rng.restore(state['rng'] as RngState)
    },
  }
}
