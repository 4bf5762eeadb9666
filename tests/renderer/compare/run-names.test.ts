import { expect, it } from 'vitest'
import { runNames } from '#renderer/compare/run-names.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'

const { config: cartPole } = presets['cartpole-reinforce']!
const { config: particle } = presets['moving-particle']!
const withRate = (learningRate: number, seed = 1): RunConfig => ({
  ...cartPole,
  optimizer: { ...cartPole.optimizer, learningRate } as RunConfig['optimizer'],
  seed,
})
let lastId = 0
const run = (config: RunConfig, experimentId: number | null = null) => ({
  id: ++lastId,
  config,
  configHash: JSON.stringify({ ...config, seed: 0 }),
  experimentId,
})

it('names what varies among the runs of an environment, and the seed', () => {
  const runs = [run(withRate(0.1)), run(withRate(0.2)), run(withRate(0.2, 2)), run(particle)]
  expect([...runNames(runs)]).toEqual([
    [runs[0]!.id, 'CartPole-v1, learning rate 0.1, seed 1'],
    [runs[1]!.id, 'CartPole-v1, learning rate 0.2, seed 1'],
    [runs[2]!.id, 'CartPole-v1, learning rate 0.2, seed 2'],
    [runs[3]!.id, `MovingParticle-v0, seed ${particle.seed}`],
  ])
})

it('names a run of a sweep by what the sweep varies, also where it is the only one of it', () => {
  const swept = run(withRate(0.2), 7)
  const other = run({ ...cartPole, batch: { episodes: 3 } })
  const varied = (experimentId: number) =>
    experimentId === 7 ? ['optimizer.learningRate', 'seed'] : undefined
  expect([...runNames([swept, other], varied).values()]).toEqual([
    'CartPole-v1, learning rate 0.2, seed 1',
    `CartPole-v1, seed ${cartPole.seed}`,
  ])
  // A part that is varied as a whole has no one value: what differs in the list does.
  const whole = () => ['optimizer']
  expect([...runNames([swept, run(withRate(0.5), 7)], whole).values()]).toEqual([
    'CartPole-v1, learning rate 0.2, seed 1',
    'CartPole-v1, learning rate 0.5, seed 1',
  ])
})

it('gives every configuration of a sweep a name of its own', () => {
  const rates = [0.001, 0.003, 0.01, 0.03, 0.1]
  const runs = rates.flatMap((rate) =>
    [0.9, 0.99].map((gamma) =>
      run({ ...withRate(rate), estimator: { ...cartPole.estimator, gamma } }),
    ),
  )
  expect(new Set(runNames(runs).values()).size).toBe(10)
})
