import { isKept, type BatchDistribution } from '#shared/distributions.ts'
import type { Episode, Update } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { batchDistributions } from './batch-distributions.ts'
import { actionBounds } from './clipped-actions.ts'
import type { Crew } from './crew.ts'
import { createGradientEstimate } from './estimators/gradient-estimate.ts'
import type { StateValues } from './estimators/returns.ts'
import { createWeightsMemory, scoreWeights } from './estimators/score-weights.ts'
import { scoreGauge } from './estimators/score-gauge.ts'
import { valueFit } from './estimators/value-fit.ts'
import type { ValueFunction } from './estimators/value-function.ts'
import { createUpdateDivergence } from './estimators/update-divergence.ts'
import type { Experience } from './optimizers/optimizer.ts'
import type { Sample } from './sampler.ts'
import type { Training } from './training.ts'

/** `tick`: nothing happened yet, but the caller may stop, or do something else for a while. */
export type TrainingEvent =
  | { readonly kind: 'tick' }
  | { readonly kind: 'episode'; readonly episode: Episode }
  | {
      readonly kind: 'update'
      readonly update: Update
      /** Of the batch it learned from; empty where none are kept. */
      readonly distributions: readonly BatchDistribution[]
    }

/** Why training ended by itself. */
export type TrainingEnd =
  { readonly kind: 'completed' } | { readonly kind: 'diverged'; readonly reason: string }

const TICK: TrainingEvent = { kind: 'tick' }

/**
 * Monte Carlo policy gradient (Williams 1992): play a batch, weigh each score ∇log π(a_t|s_t) by
 * what followed, step along the sum, again until the budget is used up.
 *
 * A generator: the caller sets the pace, and stops training by not asking for more. After an
 * `update` event `training` can be saved, and goes on from there bit for bit.
 */
export function* train(
  config: RunConfig,
  training: Training,
): Generator<TrainingEvent, TrainingEnd> {
  const { engine, policy, normalizer, optimizer, baseline, valueFunction, crew, progress } =
    training
  const { norm } = engine.vectors

  const weightsMemory = createWeightsMemory()
  const parameterCount = policy.parameters.length
  const estimateGradient = createGradientEstimate(config.estimator, {
    engine,
    baseline,
    crew,
    parameterCount,
  })
  const divergence = createUpdateDivergence(policy, engine)
  const bounds = actionBounds(config.environment)

  while (!progress.isBudgetUsed()) {
    const budgetUsed = progress.budgetUsed()
    const sample = yield* ticking(crew.play(progress.episodesLeft()))
    const at = `update ${progress.current.updates}`
    if (!sample.isFinite) {
      return diverged(`An action or reward was not a finite number while playing for ${at}`)
    }
    for (const episode of sample.finished) {
      yield { kind: 'episode', episode: progress.addEpisode(episode) }
    }

    const { steps } = sample
    const values = valueFunction && (yield* ticking(estimateValues(valueFunction, crew)))
    const { weights, advantages, subtracted, valueTargets } = scoreWeights(
      steps,
      config.estimator,
      baseline,
      values,
      weightsMemory,
    )
    const fit = values && valueTargets && valueFit(steps, config.estimator, values, valueTargets)
    const estimate = yield* ticking(estimateGradient(steps, weights))
    const { gradient, entropyWeight, noise, scoreSums } = estimate

    const gradientNorm = norm(gradient)
    if (!Number.isFinite(gradientNorm)) {
      return diverged(`The gradient of ${at} has length ${gradientNorm}`)
    }
    yield* ticking(divergence.remember(crew, steps.steps))
    const experience = () => gatherExperience(crew, weights, entropyWeight)
    const problem = { policy, gradient, gradientNorm, budgetUsed, experience }
    const { kl, ...step } = yield* ticking(optimizer.step(problem))
    if (!Number.isFinite(norm(policy.parameters))) {
      return diverged(`A policy parameter was no longer a finite number after ${at}`)
    }

    // Only now: values that had seen the batch would depend on the actions they judge.
    if (valueFunction && valueTargets) {
      yield* ticking(learnValues(valueFunction, crew, valueTargets))
    }
    // Only now: what this batch was played with is what it was learned from.
    normalizer?.add(sample.observed)
    progress.addUpdate(steps.steps)
    const { updates, episodes, environmentSteps } = progress.current
    const distributions = isKept(updates - 1)
      ? yield* ticking(batchDistributions(crew, advantages, policy.network.shape.head))
      : []
    yield {
      kind: 'update',
      distributions,
      update: {
        index: updates - 1,
        episodes,
        environmentSteps,
        meanReturn: meanReturn(sample),
        gradientNorm,
        ...noise,
        kl: kl ?? divergence.measure(),
        entropy: scoreSums.entropySum / steps.steps,
        baseline: subtracted,
        sigma: policy.sigma(),
        scoreGauge: scoreGauge(steps.trajectories, scoreSums.gauge),
        explainedVariance: fit?.explainedVariance ?? null,
        valueLoss: fit?.valueLoss ?? null,
        ...step,
        clippedActions: bounds && sample.clippedActions / (steps.steps * bounds.length),
      },
    }
  }
  return { kind: 'completed' }
}

function* gatherExperience(
  crew: Crew,
  weights: Float32Array,
  entropyWeight: number,
): Generator<void, Experience> {
  return { batch: yield* crew.gather(), weights, entropyWeight }
}

function* estimateValues(valueFunction: ValueFunction, crew: Crew): Generator<void, StateValues> {
  return yield* valueFunction.estimate(yield* crew.gather())
}

function* learnValues(
  valueFunction: ValueFunction,
  crew: Crew,
  targets: Float64Array,
): Generator<void, void> {
  yield* valueFunction.learn(yield* crew.gather(), targets)
}

/** Runs a part of an update, telling the caller of every pause in it. */
function* ticking<Result>(part: Generator<void, Result>): Generator<TrainingEvent, Result> {
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
    yield TICK
  }
}

const diverged = (reason: string): TrainingEnd => ({ kind: 'diverged', reason })

function meanReturn({ finished }: Sample): number | null {
  if (finished.length === 0) return null
  return finished.reduce((sum, { episodeReturn }) => sum + episodeReturn, 0) / finished.length
}
