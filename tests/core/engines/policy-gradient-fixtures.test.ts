import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#core/engines/engine.ts'
import type { Head } from '#core/engines/network-shape.ts'
import { parameterLayout } from '#core/engines/network-shape.ts'
import { loadSimdEngine } from '../simd.ts'
import { loadTestEngine } from '../tfjs.ts'

interface Fixture {
  readonly head: 'categorical' | 'gaussian'
  readonly observationSize: number
  readonly hiddenSizes: readonly number[]
  readonly outputSize: number
  readonly activation: 'tanh' | 'relu'
  readonly learnedSigma: boolean
  readonly parameters: Readonly<Record<string, number[] | number[][]>>
  readonly observations: readonly (readonly number[])[]
  readonly actions: readonly (number | readonly number[])[]
  readonly weights: readonly number[]
  readonly outputs: readonly (readonly number[])[]
  readonly logProbabilities: readonly number[]
  readonly entropy: readonly number[]
  readonly gradient: Readonly<Record<string, number[] | number[][]>>
}

const folder = new URL('../../fixtures/policy-gradient/', import.meta.url)
const engines = {
  tfjs: await loadTestEngine(),
  simd: loadSimdEngine(),
  'simd-relaxed': loadSimdEngine('relaxed'),
}

const flat = (values: unknown): number[] => [values].flat(Infinity) as number[]

/** Largest difference relative to the largest number of the expected values. */
function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs))
  return Math.max(...expected.map((x, i) => Math.abs(actual[i]! - x))) / scale
}

function load(engine: Engine, name: string) {
  const fixture = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Fixture
  const logSigma = flat(fixture.parameters['logSigma'] ?? [0])
  const head: Head =
    fixture.head === 'categorical'
      ? { kind: 'categorical', actions: fixture.outputSize }
      : {
          kind: 'gaussian',
          size: fixture.outputSize,
          sigma: fixture.learnedSigma ? 'learned' : 'fixed',
          initialSigma: Math.exp(logSigma[0]!),
        }
  const network = engine.createPolicyNetwork({
    inputSize: fixture.observationSize,
    hiddenSizes: fixture.hiddenSizes,
    activation: fixture.activation,
    head,
  })
  const layers = fixture.hiddenSizes.length + 1
  const inOrder = (values: Fixture['parameters']) => [
    ...Array.from({ length: layers }, (_, i) => [
      flat(values[`weight${i + 1}`]),
      flat(values[`bias${i + 1}`]),
    ]).flat(2),
    ...(fixture.learnedSigma ? flat(values['logSigma']) : []),
  ]
  network.parameters.set(inOrder(fixture.parameters))
  network.parametersChanged()
  const rows = {
    observations: Float32Array.from(flat(fixture.observations)),
    actions: Float32Array.from(flat(fixture.actions)),
    from: 0,
    count: fixture.observations.length,
  }
  return { fixture, network, rows, expectedGradient: inOrder(fixture.gradient) }
}

const cases = Object.entries(engines).flatMap(([label, engine]) =>
  readdirSync(folder).map((name) => ({ label, engine, name })),
)

describe.each(cases)('the independent gradients of $name on $label', ({ engine, name }) => {
  const { fixture, network, rows, expectedGradient } = load(engine, name)

  it('have the outputs', () => {
    const outputs = new Float32Array(rows.count * fixture.outputSize)
    network.forward(rows.observations, 0, rows.count, outputs)
    expect(relativeError(outputs, flat(fixture.outputs))).toBeLessThan(1e-5)
  })

  it('have the gradient of mean(weight · log π), log-probabilities and entropies', () => {
    const weights = Float32Array.from(fixture.weights, (weight) => weight / rows.count)
    const gradient = new Float32Array(parameterLayout(network.shape).count)
    const { logProbSum, entropySum } = network.addScoreGradient(rows, weights, gradient)
    const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0)
    expect(relativeError(gradient, expectedGradient)).toBeLessThan(1e-5)
    expect(relativeError([logProbSum], [sum(fixture.logProbabilities)])).toBeLessThan(1e-5)
    expect(relativeError([entropySum], [sum(fixture.entropy)])).toBeLessThan(1e-5)
  })

  it('are the same when the rows come in two calls, and from the middle of a batch', () => {
    const pad = <A extends Float32Array>(values: A, width: number) =>
      Float32Array.from([...new Array<number>(3 * width).fill(0.5), ...values])
    const weights = pad(
      Float32Array.from(fixture.weights, (weight) => weight / rows.count),
      1,
    )
    const shifted = {
      observations: pad(rows.observations, fixture.observationSize),
      actions: pad(rows.actions, rows.actions.length / rows.count),
    }
    const gradient = new Float32Array(expectedGradient.length)
    network.addScoreGradient({ ...shifted, from: 3, count: 10 }, weights, gradient)
    network.addScoreGradient({ ...shifted, from: 13, count: rows.count - 10 }, weights, gradient)
    expect(relativeError(gradient, expectedGradient)).toBeLessThan(1e-5)
  })
})
