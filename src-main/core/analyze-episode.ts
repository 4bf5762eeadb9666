import type { EpisodeAnalysis } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { wholePower } from '#shared/math/power.ts'
import type { Batch } from './batch.ts'
import { gaugeSize, outputSize } from './engines/network-shape.ts'
import { createHeadMath } from './engines/heads.ts'
import { logSigmaIn } from './engines/head-math.ts'
import type { Baseline } from './estimators/baselines/baseline.ts'
import { rewardsToGo, trajectoryReturns, type StateValues } from './estimators/returns.ts'
import { createWeightsMemory, scoreWeights } from './estimators/score-weights.ts'
import type { ValueFunction } from './estimators/value-function.ts'
import type { PlayedEpisode } from './play-episode.ts'
import type { Policy } from './policies/policy.ts'

/** What judges an episode: copies, as they stood when it began. */
export interface Judge {
  /** The policy that played it. */
  readonly policy: Pick<Policy, 'network' | 'parameterGradient' | 'networkVector'>
  /** Null: what it had learned is not known. */
  readonly baseline: Baseline | null
  readonly valueFunction: ValueFunction | null
}

/**
 * What the run's estimator makes of every step of an episode, by the code that trains: returns,
 * baseline and advantage as far as one episode without its batch tells, and the score. Yields between
 * calls of the engine.
 */
export function* analyzeEpisode(
  { estimator }: Pick<RunConfig, 'estimator'>,
  { policy, baseline, valueFunction }: Judge,
  played: PlayedEpisode,
): Generator<void, EpisodeAnalysis> {
  const batch = batchOf(played)
  const values = valueFunction && (yield* valueFunction.estimate(batch))
  const toGo = rewardsToGo(batch, estimator.gamma, undefined, values?.tails)
  const unknown = unknownBaseline(estimator, baseline, values)
  const advantages =
    unknown === null && baseline ? advantagesOf(batch, estimator, baseline, values) : null
  const isWholeReturn = estimator.weight === 'return'
  const discountedReturn = trajectoryReturns(batch, estimator.gamma)[0]!
  const baselines =
    advantages &&
    (values
      ? [...values.rows]
      : Array.from(advantages, (a, t) => (isWholeReturn ? discountedReturn : toGo[t]!) - a))
  const isDiscounted = estimator.discountStates && !isWholeReturn
  const weights =
    advantages &&
    Float32Array.from(advantages, (a, t) => (isDiscounted ? a * wholePower(estimator.gamma, t) : a))
  const { scores, scoreNorms, cosines } = yield* scoresOf(policy, played, weights)
  return {
    rewardsToGo: [...toGo],
    discountedReturn,
    values: values && [...values.rows],
    valueErrors: values && valueErrorsOf(batch, values, estimator.gamma),
    baselines,
    advantages: advantages && [...advantages],
    unknown,
    scores,
    scoreNorms,
    cosines,
  }
}

/** The episode as a batch of one trajectory. */
function batchOf({ episode, inputs, finalInput, actions }: PlayedEpisode): Batch {
  const steps = episode.steps.length
  return {
    steps,
    trajectories: 1,
    rewards: Float64Array.from(episode.steps, ({ reward }) => reward),
    trajectory: new Int32Array(steps),
    time: Int32Array.from({ length: steps }, (_, t) => t),
    observations: inputs,
    actions,
    unfinished: Uint8Array.of(episode.terminated ? 0 : 1),
    finalObservations: finalInput,
  }
}

function unknownBaseline(
  { baseline: kind }: RunConfig['estimator'],
  baseline: Baseline | null,
  values: StateValues | null,
): EpisodeAnalysis['unknown'] {
  if (kind === 'leave-one-out') return 'other-trajectories'
  if (kind === 'optimal') return 'component-wise'
  return baseline === null || (kind === 'value' && values === null) ? 'not-stored' : null
}

/** Weight minus baseline, without what depends on a batch: normalising, and what a sum is divided by. */
function advantagesOf(
  batch: Batch,
  estimator: RunConfig['estimator'],
  baseline: Baseline,
  values: StateValues | null,
): Float64Array {
  const memory = createWeightsMemory()
  const single = { ...estimator, normalizeAdvantages: false, discountStates: false } as const
  scoreWeights(batch, single, baseline, values, memory)
  return memory.advantages.subarray(0, batch.steps)
}

function valueErrorsOf({ rewards, steps }: Batch, { rows, tails }: StateValues, gamma: number) {
  return Array.from({ length: steps }, (_, t) => {
    const next = t + 1 < steps ? rows[t + 1]! : tails[0]!
    return rewards[t]! + gamma * next - rows[t]!
  })
}

/** ∂log π/∂outputs, ‖∇log π‖ in θ, and the cosine with Σ_t w_t ∇log π where there are weights. */
function* scoresOf(
  { network, parameterGradient, networkVector }: Judge['policy'],
  { inputs, actions, outputs }: PlayedEpisode,
  weights: Float32Array | null,
): Generator<void, Pick<EpisodeAnalysis, 'scores' | 'scoreNorms' | 'cosines'>> {
  const { shape, parameters, rowsPerCall } = network
  const steps = outputs.length / outputSize(shape.head)
  const head = createHeadMath(shape.head, logSigmaIn(shape, parameters))
  const width = gaugeSize(shape.head)
  const actionWidth = actions.length / steps
  const rows = { observations: inputs, actions }
  const one = new Float32Array(steps).fill(1)
  const gradient = new Float32Array(parameters.length)
  const scores: number[][] = []
  const scoreNorms: number[] = []
  for (let t = 0; t < steps; t++) {
    const score = new Float64Array(width)
    head.addOutputScore(outputs, t, actions, t * actionWidth, score)
    scores.push([...score])
    gradient.fill(0)
    network.addScoreGradient({ ...rows, from: t, count: 1 }, one, gradient)
    scoreNorms.push(norm(parameterGradient(gradient)))
    yield
  }
  if (!weights) return { scores, scoreNorms, cosines: null }

  gradient.fill(0)
  for (let from = 0; from < steps; from += rowsPerCall) {
    const count = Math.min(rowsPerCall, steps - from)
    network.addScoreGradient({ ...rows, from, count }, weights, gradient)
    yield
  }
  // ∇log π(a_t|s_t)·g is how fast log π(a_t|s_t) rises along g: no gradient of a step need be kept.
  const whole = parameterGradient(gradient)
  const direction = networkVector(whole)
  const wholeNorm = norm(whole)
  const size = outputSize(shape.head)
  const tangents = new Float32Array(steps * size)
  for (let from = 0; from < steps; from += rowsPerCall) {
    const count = Math.min(rowsPerCall, steps - from)
    const part = tangents.subarray(from * size, (from + count) * size)
    network.tangent(inputs, from, count, direction, part)
    yield
  }
  const logSigma = direction.subarray(direction.length - (width - size))
  const cosines = scores.map((score, t) => {
    let rise = 0
    for (let i = 0; i < width; i++) {
      rise += score[i]! * (i < size ? tangents[t * size + i]! : logSigma[i - size]!)
    }
    const lengths = scoreNorms[t]! * wholeNorm
    if (lengths === 0 || weights[t] === 0) return 0
    const cosine = (Math.sign(weights[t]!) * rise) / lengths
    return Math.min(1, Math.max(-1, cosine))
  })
  return { scores, scoreNorms, cosines }
}

function norm(vector: Float32Array): number {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += vector[i]! * vector[i]!
  return Math.sqrt(squares)
}
