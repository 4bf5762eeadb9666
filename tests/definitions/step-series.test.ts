import { describe, expect, it } from 'vitest'
import { recordEpisode } from '#core/record-episode.ts'
import { createTraining } from '#core/training.ts'
import { train } from '#core/train.ts'
import { stepSeries, type StepSeries } from '#renderer/playback/step-series.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { finish } from '../compare/stored-group.ts'
import { float64Policy } from './float64-policy.ts'
import { cosineOf, length, range, sum } from './tabular-problem.ts'

/* Every number of a step of a recorded episode is computed anew in float64, as its definition says. Null: it has no value. */

const mlp = { kind: 'mlp' as const, hiddenSizes: [8] }
const runs: Record<string, RunConfigInput['estimator']> = {
  'no baseline': { gamma: 0.9, baseline: 'none', discountStates: true },
  'the running mean': { gamma: 0.95, baseline: 'mean' },
  'whole returns': { gamma: 0.99, baseline: 'none', weight: 'return' },
  'values and GAE': { gamma: 0.97, baseline: 'value', gaeLambda: 0.9, truncation: 'bootstrap' },
  'other trajectories': { gamma: 0.9, baseline: 'leave-one-out' },
}

type Numbers = readonly number[] | null

function recorded(estimator: RunConfigInput['estimator']) {
  const config = exampleConfig({
    ...{ policy: mlp, estimator, batch: { episodes: 4 }, budget: { updates: 3 } },
    environment: { id: 'CartPole-v1', parameters: { maxEpisodeSteps: 12 } },
  })
  const training = createTraining(config, loadSimdEngine())
  for (const _ of train(config, training));
  // As they were when the episode began.
  const known = training.baseline.save()
  const state = training.valueFunction?.save()
  const episode = finish(recordEpisode(config, training, { start: null, index: 0 }))
  const { steps, truncated } = episode
  const { network } = training.policy
  const { gamma, gaeLambda, weight, discountStates, baseline, truncation } = config.estimator
  const policy = float64Policy(network.shape)
  const last = steps.length - 1
  const ts = range(steps.length)
  const rewards = steps.map(({ reward }) => reward)

  const V = (observation: readonly number[]) => {
    const head = { kind: 'gaussian', size: 1, sigma: 'fixed', initialSigma: 1 } as const
    const { hiddenSizes, activation } = config.estimator.value
    const shape = { inputSize: 4, hiddenSizes, activation, head }
    // In units of the targets seen: their mean and their mean square.
    const [center = 0, squares = 0] = state!.scale
    const output = float64Policy(shape).at(state!.parameters, observation).outputs[0]!
    return center + Math.sqrt(squares - center ** 2) * output
  }
  const values = state ? steps.map(({ observation }) => V(observation)) : null
  const tail = state && truncated && truncation === 'bootstrap' ? V(episode.finalObservation!) : 0
  const toGo = ts.map(
    (t) => sum(rewards.slice(t).map((r, i) => gamma ** i * r)) + gamma ** (last + 1 - t) * tail,
  )
  const errors = values?.map((value, t) => rewards[t]! + gamma * (values[t + 1] ?? tail) - value)
  const b = ts.map(() => (typeof known === 'number' ? known : 0))
  const R = sum(rewards.map((r, t) => gamma ** t * r))
  const advantages: Numbers =
    baseline === 'leave-one-out'
      ? null
      : gaeLambda !== null
        ? ts.map((t) => sum(errors!.slice(t).map((e, i) => (gamma * gaeLambda) ** i * e)))
        : ts.map((t) => (weight === 'return' ? R : toGo[t]!) - b[t]!)
  const scores = steps.map(({ observation, action }) => {
    const at = policy.at(network.parameters, observation)
    const score = new Float64Array(network.parameters.length)
    const direction = policy.outputScore(at, [action as number])
    policy.addGradient(network.parameters, observation, direction, score)
    return score
  })
  const weights = advantages?.map((A, t) =>
    discountStates && weight !== 'return' ? A * gamma ** t : A,
  )
  const whole = Array.from(scores[0]!, (_, i) =>
    sum(ts.map((t) => (weights?.[t] ?? 0) * scores[t]![i]!)),
  )
  const expected: Record<StepSeries['id'], Numbers> = {
    reward: rewards,
    rewardToGo: toGo,
    value: values,
    valueError: errors ?? null,
    baseline: advantages && b,
    advantage: advantages,
    scoreNorm: scores.map(length),
    cosine:
      weights?.map(
        (w, t) =>
          cosineOf(
            scores[t]!.map((x) => w * x),
            whole,
          ) ?? NaN,
      ) ?? null,
  }
  return { found: stepSeries(episode, config), expected }
}

const seen = new Set<string>()

describe.each(Object.entries(runs))('with %s', (_, estimator) => {
  const { found, expected } = recorded(estimator)
  it.each(found)('$id', ({ id, values }) => {
    if (values === null || expected[id] === null) expect(values).toBe(expected[id])
    else {
      seen.add(id)
      expect(values).toHaveLength(expected[id].length)
      for (const [t, value] of expected[id].entries()) {
        expect(Math.abs(values[t]! - value)).toBeLessThanOrEqual(
          1e-5 * Math.max(1, Math.abs(value)),
        )
      }
    }
  })
})

it('every number of a step was seen', () => {
  const all = Object.keys(recorded({}).expected)
  expect([...seen].toSorted()).toEqual(all.toSorted())
})
