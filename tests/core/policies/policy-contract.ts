import { expect, it } from 'vitest'
import { type Engine } from '#core/engines/engine.ts'
import { actionSize, noiseSize } from '#core/engines/network-shape.ts'
import { type Policy } from '#core/policies/policy.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfig } from '#shared/run-config.ts'

const ROWS = 6

/** What every policy promises: its gradient is the gradient of its own log-probability. */
export function testPolicy(config: RunConfig, engine: Engine): void {
  function create(): Policy {
    const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
    const rng = createRng(2, 'perturbation')
    policy.parameters.forEach((x, i) => (policy.parameters[i] = x + 0.3 * rng.normal()))
    policy.parametersChanged()
    return policy
  }

  /** Random observations, the actions the policy draws at them, and random weights. */
  function rowsFor({ network }: Policy) {
    const { inputSize, head } = network.shape
    const rng = createRng(3, 'rows')
    const observations = Float32Array.from({ length: ROWS * inputSize }, () => rng.normal())
    const actions = new Float32Array(ROWS * actionSize(head))
    const noise = Float64Array.from({ length: ROWS * noiseSize(head) }, () =>
      head.kind === 'categorical' ? rng.uniform() : rng.normal(),
    )
    const rows = { observations, actions, from: 0, count: ROWS }
    network.sample(rows, noise)
    return { rows, noise, weights: Float32Array.from({ length: ROWS }, () => rng.normal()) }
  }

  /** Σ w_i log π(a_i|s_i), from one row at a time. */
  function objective({ network }: Policy, { rows, weights }: ReturnType<typeof rowsFor>): number {
    const unused = new Float32Array(network.parameters.length)
    let sum = 0
    for (let from = 0; from < ROWS; from++) {
      sum +=
        weights[from]! *
        network.addScoreGradient({ ...rows, from, count: 1 }, weights, unused).logProbSum
    }
    return sum
  }

  it('has the gradient found by central finite differences', () => {
    const policy = create()
    const given = rowsFor(policy)
    const networkGradient = new Float32Array(policy.network.parameters.length)
    policy.network.addScoreGradient(given.rows, given.weights, networkGradient)
    const gradient = policy.parameterGradient(networkGradient)
    const largest = Math.max(...gradient.map(Math.abs))

    const step = 1e-2
    policy.parameters.forEach((x, i) => {
      const at = (value: number) => {
        policy.parameters[i] = value
        policy.parametersChanged()
        return objective(policy, given)
      }
      const difference = (at(x + step) - at(x - step)) / (2 * step)
      at(x)
      // Float32 outputs and the third derivative leave about 1e-3 of the largest component.
      expect(Math.abs(gradient[i]! - difference)).toBeLessThan(5e-3 * Math.max(1, largest))
    })
  })

  it('has a score that averages to zero over its own actions', () => {
    const policy = create()
    const { network } = policy
    const { head, inputSize } = network.shape
    const count = 20_000
    const rng = createRng(5, 'score')
    const observation = Array.from({ length: inputSize }, () => rng.normal())
    const rows = {
      observations: Float32Array.from(
        { length: count * inputSize },
        (_, i) => observation[i % inputSize]!,
      ),
      actions: new Float32Array(count * actionSize(head)),
    }
    const noise = Float64Array.from({ length: count * noiseSize(head) }, () =>
      head.kind === 'categorical' ? rng.uniform() : rng.normal(),
    )
    const ones = new Float32Array(count).fill(1)
    const batches = Array.from({ length: 20 }, (_, k) => {
      const piece = { ...rows, from: k * 1000, count: 1000 }
      network.sample(piece, noise.subarray(k * 1000 * noiseSize(head)))
      const gradient = new Float32Array(network.parameters.length)
      network.addScoreGradient(piece, ones, gradient)
      return policy.parameterGradient(gradient)
    })
    policy.parameters.forEach((_, i) => {
      const sums = batches.map((gradient) => gradient[i]!)
      const mean = sums.reduce((total, x) => total + x, 0) / sums.length
      const variance = sums.reduce((total, x) => total + (x - mean) ** 2, 0) / (sums.length - 1)
      // Five standard errors: with hundreds of parameters four are passed by chance.
      expect(Math.abs(mean)).toBeLessThanOrEqual(5.5 * Math.sqrt(variance / sums.length) + 1e-3)
    })
  })

  it('draws the same actions from the same noise', () => {
    const draw = () => [...rowsFor(create()).rows.actions]
    expect(draw()).toEqual(draw())
  })

  it('gives its parameters and takes them back', () => {
    const policy = create()
    const saved = policy.save()
    const given = rowsFor(policy)
    const before = objective(policy, given)
    policy.parameters.fill(0.123)
    policy.parametersChanged()
    expect([...saved]).not.toEqual([...policy.parameters])
    policy.restore(saved)
    expect(objective(policy, given)).toBe(before)
  })
}
