import { describe, expect, it } from 'vitest'
import { actionSize, outputSize } from '#core/engines/network-shape.ts'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import {
  addTrajectoryGradients,
  fisherVectorProduct,
  meanKl,
} from '#core/policies/parameter-space.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { normals } from '../engines/contract-cases.ts'
import { dot, plus, relativeDifference } from '../engines/reference-network.ts'
import { exampleConfig } from '../example-config.ts'
import { loadTestEngine } from '../tfjs.ts'

const engine = await loadTestEngine()
const COUNT = 6

const policies: Record<string, Partial<RunConfigInput>> = {
  'softmax-linear, interaction': { policy: { kind: 'softmax-linear', features: 'interaction' } },
  'softmax-linear, raw': { policy: { kind: 'softmax-linear', features: 'raw' } },
  'softmax-linear, raw, eight actions': {
    environment: { id: 'MovingParticle-v0' },
    policy: { kind: 'softmax-linear', features: 'raw' },
  },
  mlp: { policy: { kind: 'mlp', hiddenSizes: [7, 3] } },
}

describe.each(Object.entries(policies))('in the parameters of %s', (_, changes) => {
  const policy = createPolicy(exampleConfig(changes), engine, createRng(1, 'initial-parameters'))
  const { network, parameters } = policy
  const { inputSize, head } = network.shape
  const outputs = outputSize(head)
  parameters.set(plus(parameters, normals(parameters.length, 2), 0.3))
  policy.parametersChanged()

  const rng = createRng(3, 'actions')
  const rows = {
    observations: normals(COUNT * inputSize, 4),
    actions: Float32Array.from({ length: COUNT * actionSize(head) }, () =>
      Math.floor(rng.uniform() * outputs),
    ),
    from: 0,
    count: COUNT,
  }
  const weights = normals(COUNT, 5)
  const [a, b] = [normals(parameters.length, 6), normals(parameters.length, 7)]

  /** Gradient in θ of the weighted log-probabilities of the rows' or other actions. */
  function score(of: Float32Array, actions = rows.actions) {
    const gradient = new Float32Array(network.parameters.length)
    network.addScoreGradient({ ...rows, actions }, of, gradient)
    return policy.parameterGradient(gradient)
  }
  const only = (row: number) => new Float32Array(COUNT).map((_, i) => (i === row ? 1 : 0))

  it("knows the network's parameters of any θ, its own among them", () => {
    expect(policy.networkVector(parameters)).toEqual(network.parameters)
    const other = createPolicy(exampleConfig(changes), engine, createRng(1, 'initial-parameters'))
    other.parameters.set(a)
    other.parametersChanged()
    expect(policy.networkVector(a)).toEqual(other.network.parameters)
  })

  it('a step along a direction changes log-probabilities as the score says', () => {
    const moved = policy.networkVector(b)
    const gradient = new Float32Array(network.parameters.length)
    network.addScoreGradient(rows, weights, gradient)
    // gᵀ(J·v) = (Jᵀg)ᵀv
    expect(dot(gradient, moved)).toBeCloseTo(dot(policy.parameterGradient(gradient), b), 3)
  })

  it('the Fisher product is the mean outer product of scores over all actions', () => {
    const logits = new Float32Array(COUNT * outputs)
    network.forward(rows.observations, 0, COUNT, logits)
    const expected = new Float64Array(parameters.length)
    for (let row = 0; row < COUNT; row++) {
      const exponentials = logits.subarray(row * outputs, (row + 1) * outputs).map(Math.exp)
      const sum = exponentials.reduce((total, x) => total + x, 0)
      exponentials.forEach((exponential, action) => {
        const g = score(only(row), new Float32Array(COUNT).fill(action))
        const along = (exponential / sum / COUNT) * dot(g, a)
        g.forEach((x, i) => (expected[i]! += along * x))
      })
    }
    const product = fisherVectorProduct(policy, rows, a)
    expect(product).toHaveLength(parameters.length)
    expect(relativeDifference(product, expected)).toBeLessThan(1e-4)
  })

  it('half the Fisher product is how far KL grows with a small step', () => {
    const step = 0.02 / Math.sqrt(dot(a, a))
    const [above, below] = [step, -step].map((by) =>
      meanKl(policy, rows, Float32Array.from(plus(parameters, a, by))),
    )
    const curvature = step ** 2 * dot(a, fisherVectorProduct(policy, rows, a))
    expect((above! + below!) / curvature).toBeCloseTo(1, 1)
  })

  it("sums the trajectories' gradients and the squares of their lengths", () => {
    const trajectory = Int32Array.of(0, 1, 0, 1, 1, 1)
    const groups = groupByTrajectory({ steps: COUNT, trajectories: 2, trajectory })
    const gradient = new Float32Array(parameters.length).fill(0.5)
    const found = addTrajectoryGradients(policy, rows, weights, groups, gradient)
    const each = [0, 1].map((k) =>
      score(weights.map((weight, row) => (trajectory[row] === k ? weight : 0))),
    )
    const squares = dot(each[0]!, each[0]!) + dot(each[1]!, each[1]!)
    expect(relativeDifference([found.squaredSum], [squares])).toBeLessThan(1e-4)
    const halves = new Float32Array(parameters.length).fill(0.5)
    const expected = plus(halves, plus(each[0]!, each[1]!))
    expect(relativeDifference(gradient, expected)).toBeLessThan(1e-4)
  })
})
