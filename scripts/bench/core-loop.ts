import type { Engine } from '#core/engines/engine.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** A training that goes on for as long as it is asked to: steps per second of its next `steps` steps. */
export function createCoreLoop(config: RunConfig, engine: Engine): (steps: number) => number {
  const training = createTraining(config, engine)
  const events = train(config, training)
  const taken = () => training.progress.current.environmentSteps

  return (steps) => {
    const from = taken()
    const startedAt = performance.now()
    while (taken() - from < steps) {
      if (events.next().done) throw new Error('The training of a benchmark ended by itself')
    }
    return (1000 * (taken() - from)) / (performance.now() - startedAt)
  }
}
