import { describe, expect, it } from 'vitest'
import {
  createNormalizer,
  createObservationNormalizer,
} from '#core/features/observation-normalizer.ts'
import { drawsOfRun, playEpisode } from '#core/play-episode.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { exampleConfig } from '../example-config.ts'
import { loadSimdEngine } from '../simd.ts'

const engine = loadSimdEngine()

describe('normalised observations', () => {
  const normalize = (moments: number[], observation: number[]) => {
    const normalizer = createObservationNormalizer(observation.length)
    normalizer.restore(Float64Array.from(moments))
    const row = Float32Array.from([-9, ...observation])
    normalizer.normalize(row, 1)
    return [...row]
  }

  it('have their mean taken off and are divided by their standard deviation', () => {
    // Means 3 and −1, variances 16/4 and 1/4.
    const [untouched, first, second] = normalize([4, 3, -1, 16, 1], [5, -2])
    expect(untouched).toBe(-9)
    expect(first).toBeCloseTo(1, 6)
    expect(second).toBeCloseTo(-2, 6)
  })

  it('are clipped at ten standard deviations', () => {
    expect(normalize([4, 3, -1, 16, 1], [25, -30])).toEqual([-9, 10, -10])
  })

  it('are as they were before anything was observed, and 0 where nothing ever changes', () => {
    expect(normalize([0, 0, 0], [1234])).toEqual([-9, 1234])
    expect(normalize([7, 5, 0], [5])).toEqual([-9, 0])
  })
})

describe('a run with normalised observations', () => {
  const config = exampleConfig({
    policy: { kind: 'mlp', hiddenSizes: [8], normalizeObservations: true },
    batch: { episodes: 20 },
    budget: { updates: 3 },
  })

  it('plays its first batch as observed, and counts just its rows afterwards', () => {
    const training = createTraining(config, engine)
    for (const { kind } of train(config, training)) if (kind === 'update') break
    const gathered = training.crew.gather().next()
    const { observations, steps } = gathered.value as { observations: Float32Array; steps: number }
    const [count, ...rest] = training.normalizer!.save()
    expect(count).toBe(steps)
    for (let j = 0; j < 4; j++) {
      const column = Array.from({ length: steps }, (_, row) => observations[4 * row + j]!)
      const mean = column.reduce((sum, x) => sum + x, 0) / steps
      const squares = column.reduce((sum, x) => sum + (x - mean) ** 2, 0)
      expect(rest[j]).toBeCloseTo(mean, 12)
      expect(rest[4 + j]! / squares).toBeCloseTo(1, 10)
    }
  })

  it('plays later batches with mean 0 and variance 1, as long as the policy is much the same', () => {
    const training = createTraining(config, engine)
    for (const event of train(config, training)) {
      if (event.kind === 'update' && event.update.index === 1) break
    }
    const gathered = training.crew.gather().next()
    const { observations, steps } = gathered.value as { observations: Float32Array; steps: number }
    for (let j = 0; j < 4; j++) {
      const column = Array.from({ length: steps }, (_, row) => observations[4 * row + j]!)
      const mean = column.reduce((sum, x) => sum + x, 0) / steps
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / steps
      expect(Math.abs(mean)).toBeLessThan(0.5)
      expect(variance).toBeGreaterThan(0.4)
      expect(variance).toBeLessThan(2.5)
    }
  })

  it('shows a viewer the observation, and the policy what it learned on', () => {
    const training = createTraining(config, engine)
    for (const _event of train(config, training));
    const { network } = training.policy
    const normalizer = training.normalizer!
    const playing = playEpisode(config, { network, normalizer }, drawsOfRun(config.seed, 0))
    let next = playing.next()
    while (!next.done) next = playing.next()
    const { observation, policy } = next.value.episode.steps[3]!
    expect(Math.abs(observation[0]!)).toBeLessThan(0.3)
    const input = Float32Array.from(observation)
    normalizer.normalize(input, 0)
    const logits = new Float32Array(2)
    network.forward(input, 0, 1, logits)
    const right = 1 / (1 + Math.exp(logits[0]! - logits[1]!))
    expect(policy).toEqual({
      kind: 'categorical',
      probabilities: [expect.closeTo(1 - right, 6), expect.closeTo(right, 6)],
    })
  })

  it('is normalised by a copy as by itself', () => {
    const normalizer = createNormalizer(config)!
    normalizer.add([Float64Array.of(2, 1, 2, 3, 4, 8, 8, 8, 8)])
    const copy = createNormalizer(config, normalizer.save())!
    normalizer.add([Float64Array.of(9, 9, 9, 9, 9, 0, 0, 0, 0)])
    const row = Float32Array.of(3, 2, 1, 8)
    copy.normalize(row, 0)
    expect([...row].map((x) => Math.round(1e4 * x) / 1e4)).toEqual([1, 0, -1, 2])
  })
})
