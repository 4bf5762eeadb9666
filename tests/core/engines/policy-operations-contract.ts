import { expect, it } from 'vitest'
import { parameterLayout } from '#core/engines/network-shape.ts'
import { logSigmaIn } from '#core/engines/head-math.ts'
import { CLOSE, COUNT, SMALL, normals, testParameters } from './contract-cases.ts'
import type { ContractCase } from './contract-cases.ts'
import { differentiate, dot, plus, relativeDifference, sum } from './reference-network.ts'

/** What every engine promises of entropies, divergences and Fisher products. */
export function testPolicyOperations(given: ContractCase): void {
  testEntropy(given)
  testDivergence(given)
  testFisher(given)
}

function testEntropy(given: ContractCase): void {
  it('has the weighted entropy gradient of finite differences, and adds it', () => {
    const { network, parameters, rows, weights, numbers, reference, zeros } = given
    const gradient = zeros().fill(0.5)
    const entropySum = network.addEntropyGradient(rows, weights, gradient)
    const entropies = (at: ArrayLike<number>) =>
      numbers.map(({ observation }) => reference.entropy(at, observation))
    const expected = differentiate(
      (at) => sum(entropies(at).map((x, i) => numbers[i]!.weight * x)),
      parameters,
    )
    expect(relativeDifference(gradient, plus(zeros().fill(0.5), expected))).toBeLessThan(CLOSE)
    expect(entropySum).toBeCloseTo(sum(entropies(parameters)), 4)
  })
}

function testDivergence(given: ContractCase): void {
  const { network, parameters, rows, numbers, values, reference } = given
  const other = testParameters(network.shape, 2)

  it('has the mean KL(other ‖ own) of its definition, and 0 from itself', () => {
    const expected =
      sum(numbers.map(({ observation }) => reference.divergence(other, parameters, observation))) /
      COUNT
    expect(network.meanKl(rows, other)).toBeCloseTo(expected, 4)
    expect(network.meanKl(rows, parameters.slice())).toBeLessThan(1e-12)
    expect(network.meanKl(rows, parameters)).toBeLessThan(1e-12)
  })

  it('has the same KL from outputs that were kept', () => {
    const kept = network.parameters.slice()
    network.parameters.set(other)
    network.parametersChanged()
    const outputs = values()
    const logSigma = logSigmaIn(network.shape, other)
    network.parameters.set(kept)
    network.parametersChanged()
    expect(network.meanKlFrom(rows, outputs, logSigma)).toBe(network.meanKl(rows, other))
  })

  it('keeps its own parameters while it compares', () => {
    const [before, outputsBefore] = [parameters.slice(), values()]
    network.meanKl(rows, other)
    expect(parameters).toEqual(before)
    expect(values()).toEqual(outputsBefore)
  })
}

function testFisher(given: ContractCase): void {
  const { network, parameters, rows, numbers, reference, zeros } = given
  const product = (vector: Float32Array) => {
    const result = zeros().fill(NaN)
    network.fisherVectorProduct(rows, vector, result)
    return result
  }
  const [a, b] = [normals(parameters.length, 8), normals(parameters.length, 9)]

  it('multiplies by the mean outer product of scores over all actions', () => {
    const expected = new Float64Array(parameters.length)
    for (const { observation } of numbers) {
      for (const { action, weight } of reference.expectation(parameters, observation)) {
        const score = differentiate((at) => reference.logProb(at, observation, action), parameters)
        const along = (weight * dot(score, a)) / COUNT
        score.forEach((x, i) => (expected[i]! += along * x))
      }
    }
    expect(relativeDifference(product(a), expected, SMALL)).toBeLessThan(CLOSE)
  })

  it('multiplies by a symmetric matrix that is never negative', () => {
    const [fa, fb] = [product(a), product(b)]
    const scale = Math.max(1e-2, Math.sqrt(dot(a, fa) * dot(b, fb)))
    expect(Math.abs(dot(a, fb) - dot(b, fa)) / scale).toBeLessThan(CLOSE)
    for (let seed = 20; seed < 30; seed++) {
      const v = normals(parameters.length, seed)
      expect(dot(v, product(v))).toBeGreaterThanOrEqual(-1e-6)
    }
  })

  it('multiplies by the curvature of the KL divergence', () => {
    const curvature = dot(a, product(a))
    const step = 0.02 / Math.sqrt(dot(a, a))
    // Both ways, so that the third derivative cancels.
    const kl = [step, -step].map((by) =>
      network.meanKl(rows, Float32Array.from(plus(parameters, a, by))),
    )
    const expected = step ** 2 * curvature
    expect(Math.abs(sum(kl) - expected)).toBeLessThan(Math.max(1e-10, 0.02 * expected))
  })

  it('knows no information about a fixed σ, and twice the direction about a learned log σ', () => {
    const { logSigma, count } = parameterLayout(network.shape)
    const found = product(a)
    for (let i = logSigma; i < count; i++) expect(found[i]).toBeCloseTo(2 * a[i]!, 5)
  })
}
