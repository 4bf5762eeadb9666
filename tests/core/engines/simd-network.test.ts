import { describe, expect, it } from 'vitest'
import { outputSize, parameterLayout, type NetworkShape } from '#core/engines/network-shape.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'
import { randomNetwork, randomRows, randomShape, relativeError } from './random-networks.ts'

const reference = await loadTestEngine()
const CASES = Array.from({ length: 240 }, (_, i) => i)
const TOLERANCE = 1e-4

describe.each(['simd128', 'relaxed'] as const)('the %s kernel', (build) => {
  const engine = loadSimdEngine(build)

  it('agrees with tfjs in outputs, gradients, log-probabilities and entropies of 240 random networks', () => {
    for (const index of CASES) {
      const shape = randomShape(index)
      const label = `case ${index}: ${JSON.stringify(shape)}`
      const network = randomNetwork(engine, shape, index)
      const other = randomNetwork(reference, shape, index)
      const { rows, weights } = randomRows(shape, index % 3, 1 + ((index * 7) % 150), index)

      const outputs = new Float32Array(rows.count * outputSize(shape.head))
      const expectedOutputs = outputs.slice()
      network.forward(rows.observations, rows.from, rows.count, outputs)
      other.forward(rows.observations, rows.from, rows.count, expectedOutputs)
      expect(relativeError(outputs, expectedOutputs), label).toBeLessThan(TOLERANCE)

      const gradient = new Float32Array(parameterLayout(shape).count)
      const expectedGradient = gradient.slice()
      const sums = network.addScoreGradient(rows, weights, gradient)
      const expected = other.addScoreGradient(rows, weights, expectedGradient)
      expect(relativeError(gradient, expectedGradient), label).toBeLessThan(TOLERANCE)
      for (const sum of ['logProbSum', 'entropySum'] as const) {
        const difference = Math.abs(sums[sum] - expected[sum]) / rows.count
        expect(difference, `${label} ${sum}`).toBeLessThan(TOLERANCE)
      }
      network.dispose()
      other.dispose()
    }
  })

  it('draws the actions tfjs draws from the same noise', () => {
    for (const index of CASES) {
      const shape = randomShape(index)
      const { rows, noise } = randomRows(shape, index % 2, 1 + (index % 40), index)
      const [mine, theirs] = [engine, reference].map((each) => {
        const network = randomNetwork(each, shape, index)
        const actions = rows.actions.slice()
        network.sample({ ...rows, actions }, noise)
        network.dispose()
        return actions
      })
      // An index may differ only where the noise falls within rounding of a border.
      expect(relativeError(mine!, theirs!), `case ${index}`).toBeLessThan(TOLERANCE)
    }
  })

  it('sums trajectories to the same bits in one call or several, alone or beside others', () => {
    const lengths = [1, 1, 70, 3, 64, 20, 20, 20, 20, 200, 1, 63, 65, 128, 2]
    const ends = Int32Array.from(lengths, (_, k) => lengths.slice(0, k + 1).reduce((a, b) => a + b))
    const steps = ends.at(-1)!
    // Rows from last to first: a trajectory's lie anywhere.
    const order = Int32Array.from({ length: steps }, (_, i) => steps - 1 - i)
    for (const index of CASES.slice(0, 40)) {
      const shape = randomShape(index)
      const { rows, weights } = randomRows(shape, 0, steps, index)
      const inCalls = (borders: number[]) => {
        const network = randomNetwork(engine, shape, index)
        const gradient = new Float32Array(network.parameters.length)
        borders.forEach((until, i) => {
          const from = borders[i - 1] ?? 0
          const part = { order, ends, from, count: until - from }
          network.addTrajectoryGradients(rows, weights, part, gradient)
        })
        network.dispose()
        return gradient
      }
      const whole = inCalls([15])
      expect(inCalls([2, 3, 4, 9, 10, 15]), `case ${index}`).toEqual(whole)
      expect(inCalls(lengths.map((_, k) => k + 1)), `case ${index}`).toEqual(whole)
    }
  })

  it('uses what the rollout kept without changing a bit of the gradient', () => {
    for (const index of CASES) {
      const shape = randomShape(index)
      const count = 1 + ((index * 11) % 200)
      const { rows, weights, noise } = randomRows(shape, 0, count, index)
      const gradientAfter = (before: (network: ReturnType<typeof randomNetwork>) => void) => {
        const network = randomNetwork(engine, shape, index)
        before(network)
        const gradient = new Float32Array(network.parameters.length)
        network.addScoreGradient(rows, weights, gradient)
        network.dispose()
        return gradient
      }
      const copy = { ...rows, actions: rows.actions.slice() }
      const recomputed = gradientAfter(() => undefined)
      // In uneven pieces, as players leave a rollout.
      const kept = gradientAfter((network) => {
        for (let from = 0, size = 16; from < count; from += size, size = Math.max(1, size - 3)) {
          const piece = { ...copy, from, count: Math.min(size, count - from) }
          network.sample(piece, noise.subarray(from * (noise.length / count)))
        }
      })
      expect(kept, `case ${index}`).toEqual(recomputed)
    }
  })
})

describe('the simd engine', () => {
  const engine = loadSimdEngine()
  const shape: NetworkShape = {
    inputSize: 3,
    hiddenSizes: [9, 6],
    activation: 'tanh',
    head: { kind: 'categorical', actions: 3 },
  }

  function gradientOf(network: ReturnType<typeof randomNetwork>, rows = given.rows) {
    const gradient = new Float32Array(network.parameters.length)
    const sums = network.addScoreGradient(rows, given.weights, gradient)
    return { gradient, ...sums }
  }
  const given = randomRows(shape, 0, 100, 1)

  it('gives the same bits on every repeat and from every instance', () => {
    const network = randomNetwork(engine, shape, 5)
    const first = gradientOf(network)
    expect(gradientOf(network)).toEqual(first)
    expect(gradientOf(randomNetwork(loadSimdEngine(), shape, 5))).toEqual(first)
  })

  it('sees observations that were replaced after the actions were drawn', () => {
    const network = randomNetwork(engine, shape, 5)
    const rows = {
      ...given.rows,
      observations: given.rows.observations.slice(),
      actions: given.rows.actions.slice(),
    }
    network.sample(rows, given.noise)
    rows.observations[50] = 7.5
    const fresh = randomNetwork(engine, shape, 5)
    expect(gradientOf(network, rows)).toEqual(gradientOf(fresh, rows))
    expect(gradientOf(network, rows)).not.toEqual(gradientOf(fresh, { ...rows, ...given.rows }))
  })

  it('sees parameters that were changed after the actions were drawn', () => {
    const network = randomNetwork(engine, shape, 5)
    network.sample({ ...given.rows, actions: given.rows.actions.slice() }, given.noise)
    network.parameters.set(randomNetwork(engine, shape, 6).parameters)
    network.parametersChanged()
    expect(gradientOf(network)).toEqual(gradientOf(randomNetwork(engine, shape, 6)))
  })

  it('is not confused by other rows drawn in between, as a viewer does', () => {
    const network = randomNetwork(engine, shape, 5)
    const actions = given.rows.actions.slice()
    network.sample({ ...given.rows, actions }, given.noise)
    const viewed = { observations: Float32Array.of(9, 9, 9), actions: new Float32Array(1) }
    network.sample({ ...viewed, from: 0, count: 1 }, Float64Array.of(0.5))
    network.forward(viewed.observations, 0, 1, new Float32Array(3))
    expect(gradientOf(network)).toEqual(gradientOf(randomNetwork(engine, shape, 5)))
  })

  it('answers more rows than it keeps as it answers few', () => {
    const wide: NetworkShape = { ...shape, hiddenSizes: [1024, 1024, 1024, 1024, 1024, 1024] }
    const network = randomNetwork(engine, wide, 3)
    // About 1,360 rows of this network are kept.
    const { rows, noise, weights } = randomRows(wide, 1330, 100, 4)
    network.sample(rows, noise)
    const other = randomNetwork(engine, wide, 3)
    const observations = rows.observations.slice(1330 * 3)
    const actions = new Float32Array(100)
    other.sample({ observations, actions, from: 0, count: 100 }, noise)
    expect(rows.actions.slice(1330)).toEqual(actions)

    const gradient = new Float32Array(network.parameters.length)
    const expected = gradient.slice()
    network.addScoreGradient(rows, weights, gradient)
    const few = { observations, actions, from: 0, count: 100 }
    other.addScoreGradient(few, weights.slice(1330), expected)
    expect(relativeError(gradient, expected)).toBeLessThan(1e-5)
    network.dispose()
    other.dispose()
  })

  it('gives the same bits in one call and in calls of whole blocks added up by the caller', () => {
    const network = randomNetwork(engine, shape, 5)
    expect(network.rowsPerCall % 64).toBe(0)
    const long = randomRows(shape, 0, 128, 2)
    const sum = new Float32Array(network.parameters.length)
    for (const from of [0, 64]) {
      network.addScoreGradient({ ...long.rows, from, count: 64 }, long.weights, sum)
    }
    const whole = new Float32Array(sum.length)
    network.addScoreGradient(long.rows, long.weights, whole)
    expect(sum).toEqual(whole)
  })

  it.each([
    ['categorical', shape],
    [
      'Gaussian',
      { ...shape, head: { kind: 'gaussian', size: 2, sigma: 'learned', initialSigma: 1 } },
    ],
  ] as const)(
    'draws NaN actions from NaN outputs, and tells it in the gradient (%s)',
    (_, each) => {
      const network = randomNetwork(engine, each as NetworkShape, 5)
      const { rows, noise, weights } = randomRows(each as NetworkShape, 0, 5, 1)
      rows.observations[2 * 3 + 1] = NaN
      network.sample(rows, noise)
      const width = rows.actions.length / 5
      const isNaN = Array.from(rows.actions, Number.isNaN)
      expect(isNaN).toEqual(Array.from(isNaN, (_, i) => Math.floor(i / width) === 2))
      const gradient = new Float32Array(network.parameters.length)
      const { logProbSum } = network.addScoreGradient(rows, weights, gradient)
      expect(logProbSum).toBeNaN()
      expect(Number.isFinite(engine.vectors.norm(gradient))).toBe(false)
    },
  )
})
