import { describe, expect, it } from 'vitest'
import { createHeadMath } from '#core/engines/heads.ts'

/* Hand-worked numbers; the engine contract holds the same operations to their definitions. */

const none = () => new Float64Array(1)

describe('a categorical head with probabilities ¼ and ¾', () => {
  const head = createHeadMath({ kind: 'categorical', actions: 2 }, new Float32Array(2))
  // The first row is not the one asked for.
  const outputs = Float32Array.of(5, 5, 0, Math.log(3))
  const entropy = Math.log(4) - 0.75 * Math.log(3)

  it('has log-probability log ¾ of the second action', () => {
    expect(head.logProb(outputs, 1, Float32Array.of(1), 0)).toBeCloseTo(Math.log(0.75), 6)
  })

  it('has entropy log 4 − ¾ log 3, which grows by 3/16 log 3 a logit', () => {
    const gradient = new Float32Array(4)
    expect(head.entropy(outputs, 1, 2, gradient, none())).toBeCloseTo(entropy, 6)
    const slope = (3 / 16) * Math.log(3)
    expect(gradient[2]).toBeCloseTo(2 * slope, 6)
    expect(gradient[3]).toBeCloseTo(-2 * slope, 6)
    expect([...gradient.subarray(0, 2)]).toEqual([0, 0])
  })

  it('is ½ log 4/3 away from a fair coin', () => {
    const fair = new Float32Array(4)
    const kl = head.divergenceFrom(fair, fair, outputs, 1)
    expect(kl).toBeCloseTo(0.5 * Math.log(4 / 3), 6)
  })

  it('has the Fisher information 3/16 · (1 −1; −1 1)', () => {
    const tangent = Float32Array.of(9, 9, 1, 0)
    head.multiplyByFisher(outputs, 1, 16, tangent, new Float32Array(2), none())
    expect(tangent[2]).toBeCloseTo(3, 6)
    expect(tangent[3]).toBeCloseTo(-3, 6)
    expect([...tangent.subarray(0, 2)]).toEqual([9, 9])
  })

  it('stays finite where an action has probability 0', () => {
    const certain = Float32Array.of(0, 0, 0, -2000)
    const gradient = new Float32Array(4)
    expect(head.entropy(certain, 1, 1, gradient, none())).toBe(0)
    expect([...gradient].map(Math.abs)).toEqual([0, 0, 0, 0])
    expect(head.divergenceFrom(certain, certain, outputs, 1)).toBeCloseTo(Math.log(4), 6)
    expect(head.divergenceFrom(outputs, outputs, certain, 1)).toBeGreaterThan(1000)
  })
})

describe('a Gaussian head with μ = 1 and σ = 2', () => {
  const logSigma = Float32Array.of(Math.log(2))
  const head = createHeadMath(
    { kind: 'gaussian', size: 1, sigma: 'learned', initialSigma: 1 },
    logSigma,
  )
  const outputs = Float32Array.of(1)

  it('has log-probability −½ − log 2 − ½ log 2π one σ away', () => {
    const expected = -0.5 - Math.log(2) - 0.5 * Math.log(2 * Math.PI)
    expect(head.logProb(outputs, 0, Float32Array.of(3), 0)).toBeCloseTo(expected, 6)
  })

  it('has entropy log 2 + ½ log 2πe, which moves with log σ alone', () => {
    const gradient = Float32Array.of(7)
    const logSigmaGradient = Float64Array.of(0.5)
    const expected = Math.log(2) + 0.5 * Math.log(2 * Math.PI * Math.E)
    expect(head.entropy(outputs, 0, 3, gradient, logSigmaGradient)).toBeCloseTo(expected, 6)
    expect(gradient[0]).toBe(0)
    expect(logSigmaGradient[0]).toBe(3.5)
  })

  it('is log 2 − ¼ away from N(2, 1)', () => {
    // log σ/σ' + (σ'² + (μ' − μ)²)/2σ² − ½ = log 2 + 2/8 − ½
    const kl = head.divergenceFrom(Float32Array.of(2), Float32Array.of(0), outputs, 0)
    expect(kl).toBeCloseTo(Math.log(2) - 0.25, 6)
  })

  it('has the Fisher information ¼ in μ and 2 in log σ', () => {
    const tangent = Float32Array.of(3)
    const product = Float64Array.of(1)
    head.multiplyByFisher(outputs, 0, 0.5, tangent, Float32Array.of(5), product)
    expect(tangent[0]).toBeCloseTo(0.5 * 0.25 * 3, 6)
    expect(product[0]).toBe(6)
  })
})
