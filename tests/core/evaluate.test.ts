import { expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { evaluate } from '#core/evaluate.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { exampleConfig } from './example-config.ts'
import { loadSimdEngine } from './simd.ts'

it('plays every episode from streams of its own, whenever the others end', () => {
  const config = exampleConfig()
  const engine = loadSimdEngine()
  const { network } = createPolicy(config, engine, createRng(1, 'initial-parameters'))
  const environment = createEnvironment(config.environment)
  const task = { environment, network, engine, episodes: 12, actions: 'sampled', seed: 4 } as const
  const playing = evaluate(task)
  let next = playing.next()
  while (!next.done) next = playing.next()

  const observations = new Float32Array(environment.observationSize)
  const actions = new Float32Array(1)
  const lengths = next.value.map((_, i) => {
    const [ofEnvironment, ofActions] = [
      createRng(4, 'evaluation', i),
      createRng(4, 'evaluation-action', i),
    ]
    const state = new Float64Array(environment.stateSize)
    environment.reset(state, 0, ofEnvironment)
    let length = 0
    while (!environment.isTerminated(state, 0) && !environment.isTruncated(state, 0)) {
      environment.observe(state, 0, observations, 0)
      const rows = { observations, actions, from: 0, count: 1 }
      network.sample(rows, Float64Array.of(ofActions.uniform()))
      environment.step(state, 0, actions, 0, ofEnvironment)
      length += 1
    }
    return length
  })
  expect(next.value.map(({ length }) => length)).toEqual(lengths)
})
