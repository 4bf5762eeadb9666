import { type PolicyNetwork } from '../engines/engine.ts'
import { outputSize } from '../engines/network-shape.ts'
import type { Parametrization } from './policy.ts'

/**
 * θ of the textbook's linear softmax on x(s,a) = [s, a], where a is the index of the action.
 *
 * θᵀx(s,a) = θ_s·s + θ_a·a is a linear network whose weights are the same for every action and whose
 * biases are θ_a·a. The score is x(s,a) − E_π[x(s,·)]: its state part is s − s = 0, exactly, so θ_s
 * never moves and the policy cannot depend on the state. The same holds of every gradient through the
 * probabilities (entropy, KL, Fisher products): they do not change when all logits do alike.
 */
export function createRawSoftmaxParameters({ shape }: PolicyNetwork): Parametrization {
  const inputs = shape.inputSize
  const actions = outputSize(shape.head)
  const biases = inputs * actions
  const theta = new Float32Array(inputs + 1)
  return {
    parameters: theta,
    intoNetworkVector(vector, result) {
      for (let i = 0; i < inputs; i++) result.fill(vector[i]!, i * actions, (i + 1) * actions)
      for (let a = 0; a < actions; a++) result[biases + a] = vector[inputs]! * a
    },
    gradient(networkGradient) {
      const result = new Float32Array(theta.length)
      let sum = 0
      for (let a = 0; a < actions; a++) sum += a * networkGradient[biases + a]!
      result[inputs] = sum
      return result
    },
  }
}
