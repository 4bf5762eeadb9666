import { describe, expect, it } from 'vitest'
import { type Engine } from '#core/engines/engine.ts'
import { gaugeSize, parameterLayout, type NetworkShape } from '#core/engines/network-shape.ts'
import { plusGauge } from '#core/engines/gauge-sums.ts'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import {
  CLOSE,
  COUNT,
  SMALL,
  createCase,
  createTestNetwork,
  normals,
  policyShapes,
  testRows,
} from './contract-cases.ts'
import type { ContractCase } from './contract-cases.ts'
import { differentiate, dot, plus, relativeDifference, sum } from './reference-network.ts'
import { testPolicyOperations } from './policy-operations-contract.ts'
import { testValueNetworks } from './value-network-contract.ts'

/** What every engine promises of the networks it makes. */
export function testEngine(engine: Engine): void {
  describe.each(Object.entries(policyShapes))('a policy network: %s', (_, shape) => {
    const given = createCase(engine, shape)
    testPasses(given)
    testScores(given)
    testTrajectories(engine, shape)
    testPolicyOperations(given)
  })
  testLongTrajectory(engine)
  testValueNetworks(engine)
}

function testPasses(given: ContractCase): void {
  const { network, parameters, rows, numbers, outputs, values, reference, zeros } = given
  const { observations, from, count } = rows
  const outputsAt = (at: ArrayLike<number>) =>
    numbers.flatMap(({ observation }) => reference.outputs(at, observation))

  it('has the outputs of its definition', () => {
    expect(relativeDifference(values(), outputsAt(parameters))).toBeLessThan(CLOSE)
  })

  it('carries gradients of the outputs back as finite differences do, and adds them', () => {
    const outputGradient = normals(count * outputs, 6)
    const gradient = zeros().fill(0.5)
    network.addOutputGradient(observations, from, count, outputGradient, gradient)
    const expected = differentiate((at) => dot(outputsAt(at), outputGradient), parameters)
    expect(relativeDifference(gradient, plus(expected, zeros().fill(1), 0.5))).toBeLessThan(CLOSE)
  })

  it('moves its outputs along a direction as finite differences do', () => {
    const direction = normals(parameters.length, 7)
    const moved = new Float32Array(count * outputs)
    network.tangent(observations, from, count, direction, moved)
    const step = 1e-5
    const above = outputsAt(plus(parameters, direction, step))
    const below = outputsAt(plus(parameters, direction, -step))
    const expected = above.map((x, i) => (x - below[i]!) / (2 * step))
    expect(relativeDifference(moved, expected)).toBeLessThan(CLOSE)
  })
}

function testScores(given: ContractCase): void {
  const { network, parameters, rows, weights, numbers, reference, zeros } = given
  const logProbsAt = (at: ArrayLike<number>) =>
    numbers.map(({ observation, action }) => reference.logProb(at, observation, action))

  it('tells the log-probability of every row', () => {
    const result = new Float32Array(COUNT)
    network.logProbs(rows, result)
    expect(relativeDifference(result, logProbsAt(parameters), 1)).toBeLessThan(CLOSE)
    const { logProbSum } = network.addScoreGradient(rows, weights, zeros())
    expect(logProbSum).toBeCloseTo(sum([...result]), 3)
  })

  it('has the weighted score gradient of finite differences, in one call or two', () => {
    const expected = differentiate(
      (at) => sum(logProbsAt(at).map((x, i) => numbers[i]!.weight * x)),
      parameters,
    )
    const whole = zeros()
    network.addScoreGradient(rows, weights, whole)
    const parts = zeros()
    network.addScoreGradient({ ...rows, count: 3 }, weights, parts)
    network.addScoreGradient({ ...rows, from: rows.from + 3, count: COUNT - 3 }, weights, parts)
    expect(relativeDifference(whole, expected, SMALL)).toBeLessThan(CLOSE)
    expect(relativeDifference(parts, expected, SMALL)).toBeLessThan(CLOSE)
  })
}

function testTrajectories(engine: Engine, shape: NetworkShape): void {
  it('sums gradients by trajectory, and the squares of their lengths', () => {
    const network = createTestNetwork(engine, shape)
    const { rows, weights } = testRows(shape, 8, 0)
    // Three trajectories of 2, 5 and 1 steps, by time as a batch is.
    const trajectory = Int32Array.of(0, 1, 2, 0, 1, 1, 1, 1)
    const groups = groupByTrajectory({ steps: 8, trajectories: 3, trajectory })
    const zeros = () => new Float32Array(network.parameters.length)
    const { layers, logSigma } = parameterLayout(shape)

    /** Σ_t ∂log π/∂outputs is the gradient by the output layer's biases; log σ follows them. */
    const outputScores = [0, 1, 2].map((k) => {
      const gradient = zeros()
      const own = weights.map((_, row) => (trajectory[row] === k ? 1 : 0))
      network.addScoreGradient(rows, own, gradient)
      return [...gradient.subarray(layers.at(-1)!.biases, logSigma), ...gradient.subarray(logSigma)]
    })

    const each = [0, 1, 2].map((k) => {
      const own = weights.map((weight, row) => (trajectory[row] === k ? weight : 0))
      const gradient = zeros()
      network.addScoreGradient(rows, own, gradient)
      return gradient
    })
    const expected = each.reduce<ArrayLike<number>>((total, g) => plus(total, g), zeros())
    const whole = network.addScoreGradient(rows, weights, zeros())

    const gradient = zeros()
    const parts = [
      { ...groups, from: 0, count: 1 },
      { ...groups, from: 1, count: 2 },
    ].map((part) => network.addTrajectoryGradients(rows, weights, part, gradient))
    const total = (of: 'squaredSum' | 'logProbSum' | 'entropySum') =>
      sum(parts.map((part) => part[of]))

    const squares = sum(each.map((g) => dot(g, g)))
    expect(relativeDifference(gradient, expected, SMALL)).toBeLessThan(CLOSE)
    expect(relativeDifference([total('squaredSum')], [squares], SMALL)).toBeLessThan(CLOSE)
    const gauge = plusGauge(parts[0]!.gauge, parts[1]!.gauge)
    expect(gauge.sum).toHaveLength(gaugeSize(shape.head))
    const sums = [...gauge.sum].map((_, j) => sum(outputScores.map((s) => s[j]!)))
    const scoreSquares = [...gauge.sum].map((_, j) => sum(outputScores.map((s) => s[j]! ** 2)))
    expect(relativeDifference(gauge.sum, sums, SMALL)).toBeLessThan(CLOSE)
    expect(relativeDifference(gauge.squares, scoreSquares, SMALL)).toBeLessThan(CLOSE)
    expect(total('logProbSum')).toBeCloseTo(whole.logProbSum, 3)
    expect(total('entropySum')).toBeCloseTo(whole.entropySum, 3)
  })
}

function testLongTrajectory(engine: Engine): void {
  it('sums a trajectory longer than a call', () => {
    const shape = policyShapes['linear, Gaussian, σ learned']!
    const network = createTestNetwork(engine, shape)
    const first = network.rowsPerCall
    const steps = first + 3
    const { rows, weights } = testRows(shape, steps, 0)
    const trajectory = new Int32Array(steps)
    const groups = groupByTrajectory({ steps, trajectories: 1, trajectory })
    const gradient = new Float32Array(network.parameters.length)
    const found = network.addTrajectoryGradients(rows, weights, groups, gradient)

    const expected = gradient.slice().fill(0)
    const calls = [
      { ...rows, count: first },
      { ...rows, from: first, count: 3 },
    ].map((part) => network.addScoreGradient(part, weights, expected))
    expect(relativeDifference(gradient, expected)).toBeLessThan(CLOSE)
    expect(relativeDifference([found.squaredSum], [dot(expected, expected)])).toBeLessThan(CLOSE)
    const entropySum = sum(calls.map((call) => call.entropySum))
    expect(relativeDifference([found.entropySum], [entropySum])).toBeLessThan(CLOSE)
  })
}
