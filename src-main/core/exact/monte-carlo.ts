import { judgedFrom, type GradientEstimate } from '#shared/gradient-check.ts'
import { squareOf } from '#shared/math/square.ts'
import type { PolicyValues } from './exact-objective.ts'
import type { LabBatch, LabSampler } from './lab-sampler.ts'
import { createRunningMoments, type RunningMoments } from './running-moments.ts'
import { cosine, norm } from './vectors.ts'

/** A way to estimate ∇J at a θ that does not change. */
export interface LabEstimator extends Pick<GradientEstimate, 'estimator' | 'bias' | 'isPerStep'> {
  /** Writes ĝ, in θ. Yields between calls of the engine. */
  estimate(batch: LabBatch, gradient: Float32Array): Generator<void, void>
}

interface MonteCarloTask {
  readonly sampler: LabSampler
  /** Trajectories the sampler plays at once: a multiple of K. */
  readonly played: number
  readonly K: number
  /** Estimates to make of each estimator. */
  readonly batches: number
  readonly estimators: readonly LabEstimator[]
  /** ∇J. */
  readonly truth: Float64Array
  readonly values: Pick<PolicyValues, 'expectedSteps' | 'scoreEvents'>
}

/**
 * Estimates ∇J many times with every estimator, all on the same trajectories, keeping moments alone.
 * Yields how many estimates of each are made; null when a number was not finite.
 */
export function* monteCarlo({
  sampler,
  played,
  K,
  batches,
  estimators,
  truth,
  values: { expectedSteps, scoreEvents },
}: MonteCarloTask): Generator<number, GradientEstimate[] | null> {
  const gradient = new Float32Array(truth.length)
  const perStep = truth.map((g) => g / expectedSteps)
  const tallies = estimators.map(({ isPerStep, bias }) =>
    createTally(isPerStep ? perStep : truth, bias !== null),
  )
  let made = 0

  while (made < batches) {
    if (!(yield* counting(sampler.play(), made))) return null
    for (let from = 0; from < played && made < batches; from += K) {
      const batch = sampler.part(from, K)
      for (const [i, estimator] of estimators.entries()) {
        yield* counting(estimator.estimate(batch, gradient), made)
        tallies[i]!.add(gradient)
      }
      made += 1
    }
  }
  return estimators.map(({ estimator, bias, isPerStep }, i) => ({
    estimator,
    K,
    bias,
    isPerStep,
    batches,
    ...tallies[i]!.summarize(K, scoreEvents),
  }))
}

function* counting<Result>(part: Generator<void, Result>, made: number): Generator<number, Result> {
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
    yield made
  }
}

/** Float32 rounding relative to the truth: the error of a mean that does not vary, and of an estimate that is 0. */
const ROUNDING = 1e-6

/** The moments of one estimator's estimates, and how they lie to what is estimated. */
function createTally(target: Float64Array, isBiased: boolean) {
  const moments = createRunningMoments(target.length)
  const cosines = createRunningMoments(1)
  /** Σ (ĝ − target)² and its fourth power. */
  const squares = new Float64Array(target.length)
  const fourths = new Float64Array(target.length)
  const size = norm(target)
  return {
    add(gradient: Float32Array) {
      moments.add(gradient)
      for (let i = 0; i < gradient.length; i++) {
        const square = squareOf(gradient[i]! - target[i]!)
        squares[i] = squares[i]! + square
        fourths[i] = fourths[i]! + squareOf(square)
      }
      const found = norm(gradient) > ROUNDING * size ? cosine(gradient, target) : null
      if (found !== null) cosines.add([found])
    },
    summarize(K: number, scoreEvents: Float64Array) {
      const { count, mean } = moments
      const variances = moments.variances()
      const events = squares.map((square, i) => {
        // Always 0: what it rests on, such as a rare reward, has never come.
        if (mean[i] === 0 && variances[i] === 0) return 0
        const trajectories = K * count
        const seen = fourths[i]! > 0 ? trajectories / kurtosis(square, fourths[i]!, count, K) : 0
        return Math.min(seen, trajectories * scoreEvents[i]!)
      })
      return {
        ...compare(moments, target, isBiased, K),
        ...judge(moments, target, events),
        estimateCosine: cosines.count > 0 ? cosines.mean[0]! : null,
      }
    },
  }
}

/** Of one trajectory's gradient, from the sums of squares and fourth powers of means of K. */
const kurtosis = (square: number, fourth: number, count: number, K: number): number =>
  Math.max(1, 3 + K * ((count * fourth) / squareOf(square) - 3))

const standardErrors = ({ variances, count }: RunningMoments): Float64Array =>
  variances().map((variance) => Math.sqrt(variance / count))

function compare(moments: RunningMoments, target: Float64Array, isBiased: boolean, K: number) {
  const { mean, count } = moments
  const standardError = standardErrors(moments)
  const traceCovariance = moments.variances().reduce((sum, variance) => sum + variance, 0)
  // Of a biased estimator the signal is what it goes to, less the share of the noise in the mean.
  const signal = isBiased ? squareOf(norm(mean)) - traceCovariance / count : squareOf(norm(target))
  // A truth of 0 is known up to float64 rounding, a mean of estimates up to float32 rounding.
  const rounding = (isBiased ? 1e-12 : 1e-26) * traceCovariance
  const noiseToSignal = signal > rounding && norm(mean) > 0 ? traceCovariance / signal : null
  return {
    mean: Array.from(mean),
    standardError: Array.from(standardError),
    traceCovariance,
    noiseToSignal,
    suggestedK: noiseToSignal === null ? null : Math.max(1, Math.ceil(K * noiseToSignal)),
    cosine: cosine(mean, target),
    biasNorm: norm(mean.map((value, i) => value - target[i]!)),
    chanceNorm: norm(standardError),
  }
}

/**
 * The largest |z| of the components whose mean is near enough to normal to have one. What rests on a few
 * rare events is not: as long as the rarest have not come, neither the mean nor its error knows of them.
 */
function judge(moments: RunningMoments, target: Float64Array, events: Float64Array) {
  const standardError = standardErrors(moments)
  let maxAbsZ = 0
  let judgedComponents = 0
  for (let i = 0; i < target.length; i++) {
    if (events[i]! < judgedFrom) continue
    const error = Math.max(standardError[i]!, ROUNDING * Math.abs(target[i]!))
    judgedComponents += 1
    const difference = Math.abs(moments.mean[i]! - target[i]!)
    if (difference > 0) maxAbsZ = Math.max(maxAbsZ, difference / error)
  }
  return { maxAbsZ, judgedComponents }
}
