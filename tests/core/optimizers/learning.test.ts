import { describe, expect, it } from 'vitest'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

/** How a run on the batches of the CartPole preset ends. */
function learn(optimizer: RunConfigInput['optimizer'], seed: number) {
  const config = parseRunConfig({
    ...presets['cartpole-reinforce']!.config,
    optimizer,
    budget: { environmentSteps: 60_000 },
    seed,
  })
  const training = createTraining(config, engine)
  const events = train(config, training)
  let next = events.next()
  while (!next.done) next = events.next()
  return { end: next.value.kind, best: training.progress.current.bestMeanReturn100 }
}

/** What each is known to pass in 60,000 steps with a margin; untrained policies earn about 22. */
const passed: Readonly<Record<RunConfigInput['optimizer']['kind'], number>> = {
  sgd: 18,
  momentum: 30,
  adam: 150,
  rmsprop: 100,
  adagrad: 150,
  'natural-gradient': 150,
  trpo: 150,
  ppo: 150,
}

describe.each(Object.entries(passed))('%s with its defaults', (kind, best) => {
  it.each([1, 2, 3])('gets better and does not diverge (seed %i)', (seed) => {
    const found = learn({ kind } as RunConfigInput['optimizer'], seed)
    expect(found.end).toBe('completed')
    expect(found.best).toBeGreaterThan(best)
  })
})
