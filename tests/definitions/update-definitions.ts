import { describeEnvironment } from '#shared/environments.ts'
import type { UpdateMetric } from '#shared/metrics.ts'
import { mean, variance } from './advantages.ts'
import { squaredLength, type Recomputed } from './gradients.ts'
import type { WatchedRun, WatchedUpdate } from './watched-run.ts'

export interface Given {
  readonly run: WatchedRun
  readonly update: WatchedUpdate
  readonly index: number
  readonly found: Recomputed
  /** If minibatches are whole batches: the same update of a run with one pass less; otherwise null. */
  readonly passBefore: Recomputed | null
}

/** Every logged number of an update, by the formula its definition prints. */
export const updateDefinitions: Readonly<Record<UpdateMetric, (given: Given) => number | null>> = {
  meanReturn({ run, index }) {
    const [from, to] = [run.updates[index - 1]?.episodes ?? 0, run.updates[index]!.episodes]
    return to > from ? mean(run.episodes.slice(from, to).map((e) => e.episodeReturn)) : null
  },

  gradientNorm: ({ found }) => Math.sqrt(squaredLength(found.gradient)),

  gradientCovarianceTrace({ found: { perTrajectory } }) {
    const K = perTrajectory.length
    if (K < 2) return null
    const average = meanVector(perTrajectory)
    const squares = perTrajectory.map((g) => squaredLength(g.map((x, i) => x - average[i]!)))
    return squares.reduce((sum, square) => sum + square, 0) / (K - 1)
  },

  noiseToSignal(given) {
    const { perTrajectory } = given.found
    const K = perTrajectory.length
    const trace = updateDefinitions.gradientCovarianceTrace(given)
    if (trace === null) return null
    const length = squaredLength(meanVector(perTrajectory))
    const signal = length - trace / K
    // Rounding of float32 sums over this many rows, relative to what is summed.
    const rounding = (4 * 2 ** -24 * Math.sqrt(given.update.steps) * (length + trace)) / K
    return signal > rounding ? trace / signal : null
  },

  kl({ run, update, found }) {
    const { optimizer } = run.config
    const isBounded =
      optimizer.kind === 'trpo' || (optimizer.kind === 'ppo' && optimizer.targetKl !== null)
    const count = isBounded ? update.steps : Math.min(128, update.steps)
    const rows = Array.from({ length: count }, (_, i) => Math.floor((i * update.steps) / count))
    return mean(rows.map((row) => found.policy.divergence(found.before[row]!, found.after[row]!)))
  },

  entropy: ({ found }) => mean(found.before.map(found.policy.entropy)),

  baseline: ({ found }) => found.baseline,

  sigma({ run, update, found }) {
    if (run.shape.head.kind === 'categorical') return null
    const { logSigma } = found.policy.at(update.after, found.observation(0))
    return mean(logSigma.map(Math.exp))
  },

  scoreGauge({ found: { outputScores } }) {
    const K = outputScores.length
    if (K < 2) return null
    const z = outputScores[0]!.map((_, j) => {
      const s = outputScores.map((scores) => scores[j]!)
      const error = Math.sqrt((variance(s) * K) / (K - 1) / K)
      return error > 0 ? Math.abs(mean(s)) / error : NaN
    })
    const known = z.filter((value) => !Number.isNaN(value))
    return known.length > 0 ? Math.max(...known) : null
  },

  explainedVariance({ update, found: { returns } }) {
    if (!update.values || Math.max(...returns) === Math.min(...returns)) return null
    const left = returns.map((G, row) => G - update.values!.rows[row]!)
    return 1 - variance(left) / variance([...returns])
  },

  valueLoss: ({ update, found: { targets } }) =>
    update.values && mean(targets!.map((target, row) => (update.values!.rows[row]! - target) ** 2)),

  learningRate({ run, update }) {
    const { optimizer } = run.config
    if (!('learningRate' in optimizer)) return null
    const u = update.budgetUsed
    const left = {
      constant: 1,
      linear: 1 - u,
      cosine: (1 + Math.cos(Math.PI * u)) / 2,
      'inverse-square-root': 1 / Math.sqrt(1 + 99 * u),
    }
    return optimizer.learningRate * left[optimizer.schedule]
  },

  clipFraction({ run, found, passBefore }) {
    const { optimizer } = run.config
    if (optimizer.kind !== 'ppo') return null
    if (!passBefore) return NaN
    const { policy, before, action } = found
    const ratios = before.map((old, row) => {
      const now = passBefore.after[row]!
      return Math.exp(policy.logProb(now, action(row)) - policy.logProb(old, action(row)))
    })
    const { clipRange } = optimizer
    return mean(ratios.map((ratio) => Number(ratio < 1 - clipRange || ratio > 1 + clipRange)))
  },

  // The full step has ½ΔᵀFΔ = δ, so that a share of it has share² δ. ΔᵀFΔ is the mean variance of the
  // score along Δ, and for a small part ε of Δ twice the KL over ε².
  stepScale({ run, update, found }) {
    const { optimizer } = run.config
    if (optimizer.kind !== 'trpo') return null
    const small = 1e-3
    const klAt = (share: number) => {
      const nearby = Float64Array.from(
        update.before,
        (theta, i) => theta + share * (update.after[i]! - theta),
      )
      return mean(
        found.before.map((old, row) =>
          found.policy.divergence(old, found.policy.at(nearby, found.observation(row))),
        ),
      )
    }
    // Both directions are averaged, so that cubic terms cancel.
    return Math.sqrt((klAt(small) + klAt(-small)) / 2 / small ** 2 / optimizer.maxKl)
  },

  clippedActions({ run, update, found }) {
    const { actionSpace } = describeEnvironment(run.config.environment)
    if (actionSpace.kind === 'discrete') return null
    const ranges = Array.from(
      { length: actionSpace.size },
      (_, i) => actionSpace.quantities[i]?.range,
    )
    if (ranges.every((range) => range === undefined)) return null
    const outside = Array.from({ length: update.steps }, (_, row) =>
      [...found.action(row)].map((a, i) =>
        Number(a < (ranges[i]?.[0] ?? -Infinity) || a > (ranges[i]?.[1] ?? Infinity)),
      ),
    )
    return mean(outside.flat())
  },
}

const meanVector = (vectors: readonly Float64Array[]): Float64Array =>
  vectors[0]!.map((_, i) => mean(vectors.map((vector) => vector[i]!)))
