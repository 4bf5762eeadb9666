import { outputSize, parameterLayout, type NetworkShape } from '#core/engines/network-shape.ts'

/* A policy in plain float64, one row at a time and from definitions alone, to hold engines against. */

/** An action and its weight in an expectation over actions. */
interface WeightedAction {
  readonly action: readonly number[]
  readonly weight: number
}

type Vector = ArrayLike<number>

export function createReference(shape: NetworkShape) {
  const { head, activation } = shape
  const { layers, logSigma } = parameterLayout(shape)

  function outputs(parameters: Vector, observation: readonly number[]): number[] {
    let values = observation
    layers.forEach(({ inputs, outputs: width, weights, biases }, l) => {
      values = Array.from({ length: width }, (_, j) => {
        let sum = parameters[biases + j]!
        for (let i = 0; i < inputs; i++) sum += values[i]! * parameters[weights + i * width + j]!
        if (l === layers.length - 1) return sum
        return activation === 'tanh' ? Math.tanh(sum) : Math.max(0, sum)
      })
    })
    return [...values]
  }

  const sigmaOf = (parameters: Vector, i: number) =>
    head.kind === 'gaussian' && head.sigma === 'fixed'
      ? head.initialSigma
      : Math.exp(parameters[logSigma + i]!)

  function logProb(
    parameters: Vector,
    observation: readonly number[],
    action: readonly number[],
  ): number {
    const found = outputs(parameters, observation)
    if (head.kind === 'categorical') {
      const exponentials = found.map((z) => Math.exp(z))
      return Math.log(exponentials[action[0]!]! / sum(exponentials))
    }
    return sum(
      found.map((mean, i) => {
        const sigma = sigmaOf(parameters, i)
        const density =
          Math.exp(-((action[i]! - mean) ** 2) / (2 * sigma ** 2)) /
          Math.sqrt(2 * Math.PI * sigma ** 2)
        return Math.log(density)
      }),
    )
  }

  /**
   * Σ weight·f(action) is E_π[f] exactly: all actions of a categorical policy; of a Gaussian one the
   * three Gauss–Hermite nodes per component, for polynomials up to degree 5.
   */
  function expectation(parameters: Vector, observation: readonly number[]): WeightedAction[] {
    if (head.kind === 'categorical') {
      return Array.from({ length: head.actions }, (_, a) => ({
        action: [a],
        weight: Math.exp(logProb(parameters, observation, [a])),
      }))
    }
    let nodes: WeightedAction[] = [{ action: [], weight: 1 }]
    outputs(parameters, observation).forEach((mean, i) => {
      const sigma = sigmaOf(parameters, i)
      nodes = nodes.flatMap(({ action, weight }) => [
        { action: [...action, mean - Math.sqrt(3) * sigma], weight: weight / 6 },
        { action: [...action, mean], weight: (weight * 2) / 3 },
        { action: [...action, mean + Math.sqrt(3) * sigma], weight: weight / 6 },
      ])
    })
    return nodes
  }

  /** E_π[−log π]. */
  const entropy = (parameters: Vector, observation: readonly number[]) =>
    sum(
      expectation(parameters, observation).map(
        ({ action, weight }) => -weight * logProb(parameters, observation, action),
      ),
    )

  /** E_π'[log π' − log π]. */
  const divergence = (other: Vector, parameters: Vector, observation: readonly number[]) =>
    sum(
      expectation(other, observation).map(
        ({ action, weight }) =>
          weight * (logProb(other, observation, action) - logProb(parameters, observation, action)),
      ),
    )

  return { outputs, logProb, expectation, entropy, divergence, outputCount: outputSize(head) }
}

/** Central finite differences; in float64 good to about ten digits. */
export function differentiate(f: (at: Float64Array) => number, at: Vector): Float64Array {
  const step = 1e-5
  const point = Float64Array.from(at)
  return Float64Array.from(at, (x, i) => {
    point[i] = x + step
    const above = f(point)
    point[i] = x - step
    const below = f(point)
    point[i] = x
    return (above - below) / (2 * step)
  })
}

export const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0)

export const dot = (a: Vector, b: Vector) => sum(Array.from(a, (x, i) => x * b[i]!))

/** a + factor·b. */
export const plus = (a: Vector, b: Vector, factor = 1) =>
  Float64Array.from(a, (x, i) => x + factor * b[i]!)

/** Largest difference relative to the largest expected number, or to `floor` where that is larger. */
export function relativeDifference(actual: Vector, expected: Vector, floor = 1e-30): number {
  const scale = Math.max(floor, ...Array.from(expected, Math.abs))
  return Math.max(...Array.from(expected, (x, i) => Math.abs(actual[i]! - x))) / scale
}
