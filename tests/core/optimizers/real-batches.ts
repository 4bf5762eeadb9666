import type { Engine } from '#core/engines/engine.ts'
import { noReport } from '#core/optimizers/optimizer.ts'
import type { Experience, StepReport, UpdateProblem } from '#core/optimizers/optimizer.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** A generator's result, its pauses passed over. */
export function finish<Result>(part: Generator<void, Result>): Result {
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
  }
}

/** Trains, and puts `step` in the place of every step of the optimizer; `usual` makes that one. */
export function trainWatching(
  config: RunConfig,
  engine: Engine,
  step: (problem: UpdateProblem, experience: Experience, usual: () => StepReport) => StepReport,
): void {
  const training = createTraining(config, engine)
  const { optimizer } = training
  const watched = {
    ...optimizer,
    *step(problem: UpdateProblem) {
      const experience = yield* problem.experience()
      return step(problem, experience, () => finish(optimizer.step(problem)))
    },
  }
  for (const _event of train(config, { ...training, optimizer: watched }));
}

/** What the first update of a run knows; nothing has moved yet. */
export function firstUpdate(config: RunConfig, engine: Engine): UpdateProblem & Experience {
  let found: (UpdateProblem & Experience) | undefined
  const once = { ...config, budget: { updates: 1, stopWhenSolved: false } }
  trainWatching(once, engine, (problem, experience) => {
    found = { ...problem, ...experience }
    return noReport
  })
  return found!
}
