import { describe, expect, it } from 'vitest'
import type { Engine } from '#core/engines/engine.ts'
import { createHeadMath } from '#core/engines/heads.ts'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'

const engines: Record<string, Engine> = {
  simd: loadSimdEngine(),
  'simd-relaxed': loadSimdEngine('relaxed'),
  tfjs: await loadTestEngine(),
}

/** A policy of one state, whose logits are its biases. */
function policyOf(engine: Engine, logits: readonly number[]) {
  const network = engine.createPolicyNetwork({
    inputSize: 1,
    hiddenSizes: [],
    activation: 'tanh',
    head: { kind: 'categorical', actions: logits.length },
  })
  network.parameters.set(logits, logits.length)
  network.parametersChanged()
  return network
}

/** One trajectory of one step for each action, all with one weight. */
function differentiate(engine: Engine, logits: readonly number[], actions: number[], weight = 1) {
  const network = policyOf(engine, logits)
  const rows = {
    observations: new Float32Array(actions.length),
    actions: Float32Array.from(actions),
  }
  const trajectories = groupByTrajectory({
    steps: actions.length,
    trajectories: actions.length,
    trajectory: Int32Array.from(actions, (_, k) => k),
  })
  const gradient = new Float32Array(network.parameters.length)
  const weights = new Float32Array(actions.length).fill(weight)
  const sums = network.addTrajectoryGradients(rows, weights, trajectories, gradient)
  return { ...sums, gradient: gradient.subarray(logits.length) }
}

const near = (found: number, expected: number) =>
  expect(Math.abs(found / expected - 1)).toBeLessThan(2e-6)

describe.each(Object.entries(engines))('a nearly certain action on %s', (_, engine) => {
  // 1 − p of the first action: the others’ probabilities, below what float32 can tell from 1.
  const logits = [20, 0, 3, -1, 2]
  const exponentials = logits.map((z) => Math.exp(z - 20))
  const others = exponentials.slice(1).reduce((sum, e) => sum + e, 0)
  const total = 1 + others

  it('has the score 1 − p to full precision', () => {
    const { gradient, squaredSum, gauge } = differentiate(engine, logits, [0])
    near(gradient[0]!, others / total)
    exponentials.slice(1).forEach((e, i) => near(gradient[i + 1]!, -e / total))
    near(gauge.sum[0]!, others / total)
    const squares = exponentials.slice(1).reduce((sum, e) => sum + (e / total) ** 2, 0)
    near(squaredSum, (others / total) ** 2 + squares)
  })

  it('has a log-probability and an entropy to full precision', () => {
    const { logProbSum, entropySum } = differentiate(engine, logits, [0])
    near(logProbSum, -Math.log1p(others))
    const entropy = logits.reduce((sum, z, i) => {
      const logP = z - 20 - Math.log1p(others)
      return sum - (exponentials[i]! / total) * logP
    }, 0)
    near(entropySum, entropy)
  })

  it('is as likely as another that is largest too', () => {
    const { gradient, logProbSum } = differentiate(engine, [7, 7, -30], [1])
    near(gradient[0]!, -0.5)
    near(gradient[1]!, 0.5)
    near(logProbSum, -Math.LN2)
  })
})

describe.each(Object.entries(engines))('squares of gradients on %s', (_, engine) => {
  it.each([1e-21, 1e22])('neither vanish nor overflow at the length %f', (weight) => {
    const { squaredSum } = differentiate(engine, [0, 0], [0, 1, 0], weight)
    near(squaredSum / Math.fround(weight) ** 2, 3 * 0.5)
  })

  it('are summed over the pieces of a long trajectory too', () => {
    const network = policyOf(engine, [0, 0])
    const steps = 150
    const rows = { observations: new Float32Array(steps), actions: new Float32Array(steps) }
    const trajectory = new Int32Array(steps)
    const all = groupByTrajectory({ steps, trajectories: 1, trajectory })
    const gradient = new Float32Array(network.parameters.length)
    const weights = new Float32Array(steps).fill(1e22)
    const { squaredSum } = network.addTrajectoryGradients(rows, weights, all, gradient)
    near(squaredSum / (steps * Math.fround(1e22)) ** 2, 0.5)
  })
})

describe('a divergence', () => {
  const head = createHeadMath({ kind: 'categorical', actions: 3 }, new Float32Array(3))
  const divergence = (other: readonly number[], own: readonly number[]) =>
    head.divergenceFrom(Float32Array.from(other), new Float32Array(3), Float32Array.from(own), 0)

  it('between nearly equal distributions is half the variance of the change', () => {
    // KL = ½ Var_p(Δz) to second order: here p is uniform and Δz = (ε, 0, −ε).
    const step = 2 ** -22
    expect(divergence([1, 1, 1], [1 + step, 1, 1 - step]) / (step ** 2 / 3)).toBeCloseTo(1, 6)
    expect(divergence([1, 1, 1], [1, 1, 1])).toBe(0)
  })

  it.each([
    ['small', [0.5, -0.25, 2], [0.53, -0.25, 1.98]],
    ['large', [0.5, -0.25, 2], [9, -4, 1]],
    ['to a nearly certain one', [30, 0, 1], [31, 1, -1]],
  ] as const)('that is %s is Σ q log q/p', (_, q, p) => {
    const softmax = (z: readonly number[]) => {
      const e = z.map((x) => Math.exp(x))
      const sum = e.reduce((a, b) => a + b, 0)
      return { p: e.map((x) => x / sum), log: z.map((x) => x - Math.log(sum)) }
    }
    const [a, b] = [softmax([...q].map(Math.fround)), softmax([...p].map(Math.fround))]
    const expected = a.p.reduce((sum, x, i) => sum + x * (a.log[i]! - b.log[i]!), 0)
    expect(Math.abs(divergence(q, p) - expected)).toBeLessThan(1e-14 + 1e-10 * expected)
  })

  it('of Gaussians that differ little in σ keeps its digits', () => {
    const own = createHeadMath(
      { kind: 'gaussian', size: 1, sigma: 'learned', initialSigma: 1 },
      Float32Array.of(2 ** -23),
    )
    // KL = ½(e^{2δ} − 1 − 2δ) with δ = log σ' − log σ: δ² to second order.
    const kl = own.divergenceFrom(Float32Array.of(0), Float32Array.of(0), Float32Array.of(0), 0)
    expect(kl / 2 ** -46).toBeCloseTo(1, 6)
  })
})
