import type { Batch } from '#core/batch.ts'
import { outputSize } from '#core/engines/network-shape.ts'
import type { Policy } from '#core/policies/policy.ts'

/** Mean over the rows of Σ_a π(a|s) ∇log π(a|s) ∇log π(a|s)ᵀ, written out, of a softmax policy. */
export function fisherByDefinition(policy: Policy, batch: Batch): number[][] {
  const { network, parameters, parameterGradient } = policy
  const actions = outputSize(network.shape.head)
  const fisher = Array.from(parameters, () => new Array<number>(parameters.length).fill(0))
  const logProbs = new Float32Array(1)
  for (let row = 0; row < batch.steps; row++) {
    for (let action = 0; action < actions; action++) {
      const rows = {
        observations: batch.observations,
        actions: new Float32Array(batch.steps).fill(action),
        from: row,
        count: 1,
      }
      network.logProbs(rows, logProbs)
      const networkScore = new Float32Array(network.parameters.length)
      network.addScoreGradient(rows, new Float32Array(batch.steps).fill(1), networkScore)
      const score = parameterGradient(networkScore)
      const share = Math.exp(logProbs[0]!) / batch.steps
      fisher.forEach((line, i) => {
        for (let j = 0; j < line.length; j++) line[j]! += share * score[i]! * score[j]!
      })
    }
  }
  return fisher
}

/** x with A x = b, by Gaussian elimination with the largest pivots. */
export function solve(a: readonly number[][], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!])
  const size = rows.length
  for (let k = 0; k < size; k++) {
    const pivots = rows.slice(k).map((row) => Math.abs(row[k]!))
    const best = k + pivots.indexOf(Math.max(...pivots))
    ;[rows[k], rows[best]] = [rows[best]!, rows[k]!]
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!
      for (let j = k; j <= size; j++) rows[i]![j]! -= factor * rows[k]![j]!
    }
  }
  const x = new Array<number>(size).fill(0)
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i]![size]!
    for (let j = i + 1; j < size; j++) rest -= rows[i]![j]! * x[j]!
    x[i] = rest / rows[i]![i]!
  }
  return x
}
