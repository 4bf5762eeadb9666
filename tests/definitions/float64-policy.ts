import { outputSize, parameterLayout, type NetworkShape } from '#core/engines/network-shape.ts'

/*
 * A policy in float64, written from definitions alone and sharing nothing with the engines but the order
 * of the parameters.
 */

type Numbers = ArrayLike<number>

/** The distribution of one state: logits, or means and log σ. */
export interface Distribution {
  readonly outputs: readonly number[]
  readonly logSigma: readonly number[]
}

export interface Float64Policy {
  at(parameters: Numbers, observation: Numbers): Distribution
  logProb(distribution: Distribution, action: Numbers): number
  entropy(distribution: Distribution): number
  /** KL(p ‖ q). */
  divergence(p: Distribution, q: Distribution): number
  /** ∂log π/∂outputs, then ∂log π/∂log σ, of one row. */
  outputScore(distribution: Distribution, action: Numbers): number[]
  /** The same for H; the means of a Gaussian do not change it. */
  outputEntropy(distribution: Distribution): number[]
  /** ∂/∂parameters of Σ direction·(outputs, log σ), added to `into`. */
  addGradient(
    parameters: Numbers,
    observation: Numbers,
    direction: readonly number[],
    into: Float64Array,
  ): void
}

const LOG_2_PI = Math.log(2 * Math.PI)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

export function float64Policy(shape: NetworkShape): Float64Policy {
  const { head, activation } = shape
  const { layers, logSigma: logSigmaAt } = parameterLayout(shape)
  const size = outputSize(head)
  const isLearned = head.kind === 'gaussian' && head.sigma === 'learned'

  /** The input of every layer, and the outputs. */
  function passes(parameters: Numbers, observation: Numbers): number[][] {
    const found = [Array.from(observation)]
    layers.forEach(({ inputs, outputs, weights, biases }, l) => {
      const before = found[l]!
      found.push(
        Array.from({ length: outputs }, (_, j) => {
          let z = parameters[biases + j]!
          for (let i = 0; i < inputs; i++) z += before[i]! * parameters[weights + i * outputs + j]!
          if (l === layers.length - 1) return z
          return activation === 'tanh' ? Math.tanh(z) : Math.max(0, z)
        }),
      )
    })
    return found
  }

  function logSigmaOf(parameters: Numbers): number[] {
    if (head.kind === 'categorical') return []
    return Array.from({ length: size }, (_, i) =>
      isLearned ? parameters[logSigmaAt + i]! : Math.log(head.initialSigma),
    )
  }

  /** log p of every action, where the largest logit and what the others add to it are kept apart. */
  function logProbabilities({ outputs }: Distribution): number[] {
    const largest = Math.max(...outputs)
    const likeliest = outputs.indexOf(largest)
    const rest = sum(outputs.filter((_, i) => i !== likeliest).map((z) => Math.exp(z - largest)))
    return outputs.map((z) => z - largest - Math.log1p(rest))
  }

  const standardized = ({ outputs, logSigma }: Distribution, action: Numbers) =>
    outputs.map((mean, i) => (action[i]! - mean) / Math.exp(logSigma[i]!))

  const isCategorical = head.kind === 'categorical'

  return {
    at: (parameters, observation) => ({
      outputs: passes(parameters, observation).at(-1)!,
      logSigma: logSigmaOf(parameters),
    }),

    logProb: (distribution, action) =>
      isCategorical
        ? logProbabilities(distribution)[action[0]!]!
        : -sum(
            standardized(distribution, action).map(
              (z, i) => (z * z + LOG_2_PI) / 2 + distribution.logSigma[i]!,
            ),
          ),

    entropy: (distribution) =>
      isCategorical
        ? -sum(logProbabilities(distribution).map((logP) => Math.exp(logP) * logP))
        : sum(distribution.logSigma.map((logSigma) => logSigma + (1 + LOG_2_PI) / 2)),

    divergence(p, q) {
      if (isCategorical) {
        const [logP, logQ] = [logProbabilities(p), logProbabilities(q)]
        return sum(logP.map((l, i) => Math.exp(l) * (l - logQ[i]!)))
      }
      return sum(
        p.outputs.map((mean, i) => {
          const [s, t] = [Math.exp(p.logSigma[i]!), Math.exp(q.logSigma[i]!)]
          return Math.log(t / s) + (s * s + (mean - q.outputs[i]!) ** 2) / (2 * t * t) - 1 / 2
        }),
      )
    },

    outputScore(distribution, action) {
      if (isCategorical) {
        const p = logProbabilities(distribution).map(Math.exp)
        const chosen = action[0]!
        const others = sum(p.filter((_, i) => i !== chosen))
        return p.map((value, i) => (i === chosen ? others : -value))
      }
      const z = standardized(distribution, action)
      const means = z.map((value, i) => value / Math.exp(distribution.logSigma[i]!))
      return isLearned ? [...means, ...z.map((value) => value * value - 1)] : means
    },

    outputEntropy(distribution) {
      if (!isCategorical) {
        const zeros = distribution.outputs.map(() => 0)
        return isLearned ? [...zeros, ...distribution.outputs.map(() => 1)] : zeros
      }
      const logP = logProbabilities(distribution)
      const entropy = -sum(logP.map((l) => Math.exp(l) * l))
      return logP.map((l) => -Math.exp(l) * (l + entropy))
    },

    addGradient(parameters, observation, direction, into) {
      const values = passes(parameters, observation)
      let above = direction.slice(0, size)
      for (let l = layers.length - 1; l >= 0; l--) {
        const { inputs, outputs, weights, biases } = layers[l]!
        const below = new Array<number>(inputs).fill(0)
        for (let j = 0; j < outputs; j++) {
          into[biases + j]! += above[j]!
          for (let i = 0; i < inputs; i++) {
            into[weights + i * outputs + j]! += above[j]! * values[l]![i]!
            below[i]! += above[j]! * parameters[weights + i * outputs + j]!
          }
        }
        above = below.map((g, i) => {
          const y = values[l]![i]!
          return g * (activation === 'tanh' ? 1 - y * y : y > 0 ? 1 : 0)
        })
      }
      direction.slice(size).forEach((g, i) => (into[logSigmaAt + i]! += g))
    },
  }
}
