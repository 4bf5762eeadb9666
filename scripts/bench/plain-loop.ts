import type { Engine } from '#core/engines/engine.ts'
import { createWeightsMemory, scoreWeights } from '#core/estimators/score-weights.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfig } from '#shared/run-config.ts'

/**
 * The core loop without what only diagnoses it: one gradient of the whole batch instead of one of each
 * trajectory, no KL, no gauge. Steps per second of its next `steps` steps.
 */
export function createPlainLoop(config: RunConfig, engine: Engine): (steps: number) => number {
  const { policy, optimizer, baseline, crew, progress } = createTraining(config, engine)
  const { norm } = engine.vectors
  const gradient = engine.allocate(policy.parameters.length)
  const weightsMemory = createWeightsMemory()
  let ownWeights = engine.allocate(0)

  function* update(): Generator<void, void> {
    const { steps, finished } = yield* crew.play(progress.episodesLeft())
    finished.forEach((episode) => progress.addEpisode(episode))
    const { weights } = scoreWeights(steps, config.estimator, baseline, null, weightsMemory)
    if (ownWeights.length < weights.length) ownWeights = engine.allocate(2 * weights.length)
    ownWeights.set(weights)
    const batch = yield* crew.gather()
    gradient.fill(0)
    policy.network.addScoreGradient({ ...batch, from: 0, count: batch.steps }, ownWeights, gradient)
    const experience = () => {
      throw new Error('The optimizer of a benchmark looks at its batch once')
    }
    const [gradientNorm, budgetUsed] = [norm(gradient), progress.budgetUsed()]
    yield* optimizer.step({ policy, gradient, gradientNorm, budgetUsed, experience })
    progress.addUpdate(batch.steps)
  }

  return (steps) => {
    const from = progress.current.environmentSteps
    const taken = () => progress.current.environmentSteps - from
    const startedAt = performance.now()
    while (taken() < steps) for (const _pause of update());
    return (1000 * taken()) / (performance.now() - startedAt)
  }
}
