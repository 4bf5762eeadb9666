import { gaugeSize, outputSize, parameterLayout } from '#core/engines/network-shape.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createJudge, mean, rowsByTrajectory, type Judged } from './advantages.ts'
import { float64Policy, type Distribution, type Float64Policy } from './float64-policy.ts'
import type { WatchedRun, WatchedUpdate } from './watched-run.ts'

/** One update, computed anew in float64. */
export interface Recomputed extends Judged {
  readonly policy: Float64Policy
  /** π of every row, before and after the step. */
  readonly before: readonly Distribution[]
  readonly after: readonly Distribution[]
  /** ĝ in θ, entropy bonus included. */
  readonly gradient: Float64Array
  /** g_k = Σ_t ∇log π·(weight − b) of every trajectory, undivided. */
  readonly perTrajectory: readonly Float64Array[]
  /** Σ_t ∂log π/∂(outputs, log σ) of every trajectory. */
  readonly outputScores: readonly (readonly number[])[]
  readonly observation: (row: number) => Float32Array
  readonly action: (row: number) => Float32Array
}

export const squaredLength = (vector: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! ** 2
  return sum
}

/** Recomputes all updates of a run in their order. */
export function recompute(run: WatchedRun): Recomputed[] {
  const judge = createJudge(run.config)
  const toTheta = intoTheta(run)
  const optimal = createOptimal(run.config)
  return run.watched.map((update) => recomputeUpdate(run, update, judge(update), toTheta, optimal))
}

function recomputeUpdate(
  { config, shape }: WatchedRun,
  update: WatchedUpdate,
  judged: Judged,
  toTheta: (gradient: Float64Array) => Float64Array,
  optimal: ReturnType<typeof createOptimal>,
): Recomputed {
  const policy = float64Policy(shape)
  const { estimator } = config
  const width = shape.inputSize
  const actionWidth = shape.head.kind === 'categorical' ? 1 : outputSize(shape.head)
  const observation = (row: number) => update.observations.subarray(row * width, (row + 1) * width)
  const action = (row: number) =>
    update.actions.subarray(row * actionWidth, (row + 1) * actionWidth)
  const rows = Array.from({ length: update.steps }, (_, row) => row)
  const before = rows.map((row) => policy.at(update.before, observation(row)))
  const after = rows.map((row) => policy.at(update.after, observation(row)))
  const { count } = parameterLayout(shape)
  const byTrajectory = rowsByTrajectory(update)

  const scaled = (numbers: readonly number[], by: number) => numbers.map((number) => number * by)
  const gradientOver = (some: readonly number[], weightOf: (row: number) => number) => {
    const sum = new Float64Array(count)
    for (const row of some) {
      const score = policy.outputScore(before[row]!, action(row))
      policy.addGradient(update.before, observation(row), scaled(score, weightOf(row)), sum)
    }
    return toTheta(sum)
  }
  const perTrajectory =
    estimator.baseline === 'optimal'
      ? optimal(
          byTrajectory.map((some) => gradientOver(some, () => 1)),
          byTrajectory.map(([row]) => judged.advantages[row!]!),
        )
      : {
          baseline: judged.baseline,
          gradients: byTrajectory.map((some) =>
            gradientOver(some, (row) => judged.advantages[row]!),
          ),
        }
  const divisor = estimator.average === 'steps' ? update.steps : update.trajectories
  const entropy = new Float64Array(count)
  for (const row of rows) {
    const slope = policy.outputEntropy(before[row]!)
    policy.addGradient(
      update.before,
      observation(row),
      scaled(slope, estimator.entropyCoefficient),
      entropy,
    )
  }
  const bonus = toTheta(entropy)
  const gradient = bonus.map(
    (b, i) => (b + perTrajectory.gradients.reduce((sum, g) => sum + g[i]!, 0)) / divisor,
  )
  const outputScores = byTrajectory.map((some) =>
    some.reduce(
      (sum, row) => policy.outputScore(before[row]!, action(row)).map((s, j) => s + sum[j]!),
      new Array<number>(gaugeSize(shape.head)).fill(0),
    ),
  )
  return {
    ...judged,
    baseline: perTrajectory.baseline,
    policy,
    before,
    after,
    gradient,
    perTrajectory: perTrajectory.gradients,
    outputScores,
    observation,
    action,
  }
}

/** b_k = E[S_k² R]/E[S_k²] of every component, both sums forgotten by a tenth a batch. */
function createOptimal({ estimator }: RunConfig) {
  let plain: Float64Array | null = null
  let weighted: Float64Array | null = null
  return (scores: readonly Float64Array[], returns: readonly number[]) => {
    const size = scores[0]!.length
    plain ??= new Float64Array(size)
    weighted ??= new Float64Array(size)
    const [p, w] = [plain, weighted]
    const b = p.map((sum, i) => (sum > 0 ? w[i]! / sum : 0))
    const gradients = scores.map((S, k) => S.map((s, i) => (returns[k]! - b[i]!) * s))
    for (let i = 0; i < size; i++) {
      const squares = scores.map((S) => S[i]! ** 2)
      p[i] = 0.9 * p[i]! + squares.reduce((sum, s) => sum + s, 0)
      w[i] = 0.9 * w[i]! + squares.reduce((sum, s, k) => sum + s * returns[k]!, 0)
    }
    return { baseline: estimator.baseline === 'optimal' ? mean([...b]) : null, gradients }
  }
}

/** A gradient in θ from one in the network's parameters: Jᵀg where a policy ties them. */
function intoTheta({ config, shape }: WatchedRun): (gradient: Float64Array) => Float64Array {
  const { policy } = config
  const { layers, logSigma } = parameterLayout(shape)
  const { biases, outputs } = layers[0]!
  if (policy.kind === 'softmax-linear' && policy.features === 'raw') {
    // θᵀ[s, a]: the part of s is the same for all actions, whose scores add up to 0.
    return (g) => {
      const theta = new Float64Array(shape.inputSize + 1)
      for (let a = 0; a < outputs; a++) theta[shape.inputSize]! += a * g[biases + a]!
      return theta
    }
  }
  if (policy.kind !== 'mlp' && policy.features === 'one-hot') {
    return (g) => Float64Array.of(...g.subarray(0, biases), ...g.subarray(logSigma))
  }
  return (g) => g
}
