import type { Update } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Steps } from '../batch.ts'
import { addTo, type Crew } from '../crew.ts'
import type { Engine } from '../engines/engine.ts'
import type { Baseline } from './baselines/baseline.ts'
import { gradientNoise } from './gradient-covariance.ts'
import { gradientSumsIn, gradientSumsLength } from './gradient-sums.ts'
import type { ScoreSums } from './score-gradient.ts'
import { averagedOver } from './score-weights.ts'

/** An estimate of ∇J from one batch. */
export interface GradientEstimate {
  /** ĝ in θ, entropy bonus included; valid until the next. */
  readonly gradient: Float32Array
  /** What the entropy of every row counts in it. */
  readonly entropyWeight: number
  /** Of the trajectories' score gradients, without the bonus. */
  readonly noise: Pick<Update, 'gradientCovarianceTrace' | 'noiseToSignal'>
  readonly scoreSums: ScoreSums
}

interface EstimateParts {
  readonly engine: Pick<Engine, 'allocate' | 'vectors'>
  readonly baseline: Baseline
  readonly crew: Pick<Crew, 'differentiate'>
  readonly parameterCount: number
}

/** Makes estimates from the batches `crew` plays; a baseline by component learns from each. */
export function createGradientEstimate(
  estimator: RunConfig['estimator'],
  { engine, baseline: { components }, crew, parameterCount }: EstimateParts,
): (steps: Steps, weights: Float32Array) => Generator<void, GradientEstimate> {
  const array = engine.allocate(gradientSumsLength(estimator, parameterCount))
  const { score, entropy, squares } = gradientSumsIn(array, estimator, parameterCount)
  const componentBaseline = components && new Float32Array(parameterCount)

  return function* (steps, weights) {
    const count = averagedOver(estimator, steps)
    const entropyWeight = estimator.entropyCoefficient / count
    if (componentBaseline) components.write(count, componentBaseline)
    const task = { weights, entropyWeight, componentBaseline }
    const scoreSums = yield* crew.differentiate(task, array)
    if (squares) components?.observe(squares, count)
    const noise = gradientNoise(estimator, steps, scoreSums.squaredSum, engine.vectors.norm(score))
    if (entropy) addTo(score, entropy)
    return { gradient: score, entropyWeight, noise, scoreSums }
  }
}
