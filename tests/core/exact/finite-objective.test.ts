import { describe, expect, it } from 'vitest'
import { withTimeLimit } from '#core/environments/time-limit.ts'
import { createFiniteObjective } from '#core/exact/finite-objective.ts'
import { createStateNumbers } from '#core/exact/state-numbers.ts'
import { loadSimdEngine } from '../simd.ts'
import { gymnasiumModel, playModel, type Look } from './model-environment.ts'
import { corridor, smallPolicy } from './small-problems.ts'

const engine = loadSimdEngine()

const objectiveOf = (model: typeof corridor, look: Look, horizon: number) => {
  const environment = withTimeLimit(playModel(model, look), horizon)
  return createFiniteObjective({
    finite: model,
    numbers: createStateNumbers(model, 1),
    environment,
    policy: smallPolicy(engine, environment.observationSize, model.actionCount),
    horizon,
    gamma: 1,
  })
}

const norm = (vector: Float64Array) => Math.hypot(...vector)

describe('FrozenLake 4x4, slippery, at θ = 0 with γ = 1 and H = 100', () => {
  const lake = objectiveOf(gymnasiumModel('FrozenLake-v1'), 'one-hot', 100)
  const zero = new Float64Array(lake.parameterCount)

  it('is worth 0.01393980', () => {
    expect(lake.objective(zero)).toBeCloseTo(0.0139398, 7)
  })

  it('has a gradient of length 0.006811577 in the logits of every state', () => {
    // Beside the 16 × 4 weights of the one-hot state there are 4 biases, which a table does not have.
    expect(norm(lake.gradient(zero).subarray(0, 64))).toBeCloseTo(0.006811577, 8)
  })

  it('is worth 0.744190 at best', () => {
    expect(lake.optimum).toBeCloseTo(0.74419, 6)
  })
})

describe('the corridor at p = 0.2', () => {
  const objective = objectiveOf(corridor, 'constant', 1000)
  const theta = Float64Array.of(0, 0, 0, Math.log(0.2 / 0.8))
  const { expectedSteps, meanRewardToGo, rewardsToGo, stateValue } = objective.values(theta)

  it('lasts as many steps as it costs', () => {
    expect(expectedSteps).toBeCloseTo(22.5, 9)
    expect(objective.objective(theta)).toBeCloseTo(-22.5, 9)
  })

  it('has 0.689 of gradient for every step', () => {
    const perStep = objective.gradient(theta)[3]! / expectedSteps
    expect(perStep).toBeCloseTo(15.5 / 22.5, 9)
  })

  it('has a mean reward-to-go that weighs the states by their visits', () => {
    // Memoryless: V of the three states, and expected visits (1−p of the time back, and so on).
    const v = [0, 1, 2].map((state) => stateValue(0, Float64Array.of(state), 0))
    // At p = 0.2: V₀ = −1 + 0.8 V₀ + 0.2 V₁, V₁ = −1 + 0.2 V₀ + 0.8 V₂, V₂ = −1 + 0.8 V₁.
    expect(v[0]).toBeCloseTo(-1 + 0.8 * v[0]! + 0.2 * v[1]!, 9)
    expect(v[1]).toBeCloseTo(-1 + 0.2 * v[0]! + 0.8 * v[2]!, 9)
    expect(v[2]).toBeCloseTo(-1 + 0.8 * v[1]!, 9)
    // Visits: n₂ = 0.8 n₁, n₁ = 0.2 n₀ + 0.8 n₂, and the end is reached once: 0.2 n₂ = 1.
    const visits = [11.25, 6.25, 5]
    const sum = visits.reduce((total, n, state) => total + n * v[state]!, 0)
    expect(meanRewardToGo).toBeCloseTo(sum / 22.5, 9)
    // At first only the start is visited; after one step the start, 0.8, or the middle, 0.2.
    expect(rewardsToGo[0]).toBeCloseTo(-22.5, 9)
    expect(rewardsToGo[1]).toBeCloseTo(0.8 * v[0]! + 0.2 * v[1]!, 9)
  })
})
