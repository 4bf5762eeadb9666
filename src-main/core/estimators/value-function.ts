import type { RunConfig } from '#shared/run-config.ts'
import type { Batch } from '../batch.ts'
import type { Engine } from '../engines/engine.ts'
import { valueNetworkShape } from '../engines/value-network.ts'
import { initializeNetwork } from '../policies/initialize-network.ts'
import { createRng, type RngState } from '../rng.ts'
import type { Saveable } from '../saveable.ts'
import type { StateValues } from './returns.ts'
import { createTargetScale } from './target-scale.ts'

/** Everything V carries from update to update. */
export interface ValueFunctionState {
  readonly parameters: Float32Array
  readonly mean: Float32Array
  readonly square: Float32Array
  readonly steps: number
  readonly scale: Float64Array
  readonly shuffles: RngState
}

/** V(s), learned: what a state is expected to earn from here on, discounted. */
export interface ValueFunction extends Saveable<ValueFunctionState> {
  /**
   * V along a batch, as it is before learning from it; valid until the next. Tails are V of where
   * trajectories stopped if the batch keeps that, else 0. Yields between calls of the engine.
   */
  estimate(batch: Batch): Generator<void, StateValues>
  /** Moves V(s_t) of every row towards its target, by least squares. Yields between its steps. */
  learn(batch: Batch, targets: Float64Array): Generator<void, void>
  /** Gives back what it holds of its engine; it must not be used any more. */
  dispose(): void
}

interface ValueFunctionOptions {
  readonly settings: RunConfig['estimator']['value']
  /** Whether trajectories that did not terminate have V of where they stopped as their tail. */
  readonly bootstraps: boolean
  readonly inputSize: number
  readonly engine: Engine
  readonly seed: number
}

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

export function createValueFunction({
  settings,
  bootstraps,
  inputSize,
  engine,
  seed,
}: ValueFunctionOptions): ValueFunction {
  const { hiddenSizes, activation, learningRate, epochs, minibatchSteps } = settings
  const network = engine.createValueNetwork({ inputSize, hiddenSizes, activation })
  const { parameters, rowsPerCall } = network
  const layout = valueNetworkShape(network.shape)
  initializeNetwork(layout, parameters, createRng(seed, 'value-parameters'))
  network.parametersChanged()
  const shuffles = createRng(seed, 'value-minibatches')
  const scale = createTargetScale(layout, parameters)
  const gradient = engine.allocate(parameters.length)
  const moments = {
    mean: engine.allocate(parameters.length),
    square: engine.allocate(parameters.length),
  }
  const outputs = new Float32Array(rowsPerCall)
  /** Rows of one call: their inputs, targets in the network's units and weights. */
  const rows = {
    observations: engine.allocate(Math.min(rowsPerCall, minibatchSteps) * inputSize),
    targets: new Float32Array(Math.min(rowsPerCall, minibatchSteps)),
    weights: new Float32Array(Math.min(rowsPerCall, minibatchSteps)),
  }
  let values = new Float64Array(0)
  let tails = new Float64Array(0)
  let order = new Int32Array(0)
  let steps = 0

  function* forward(observations: Float32Array, count: number, into: Float64Array) {
    for (let from = 0; from < count; from += rowsPerCall) {
      const size = Math.min(rowsPerCall, count - from)
      network.forward(observations, from, size, outputs)
      for (let i = 0; i < size; i++) into[from + i] = scale.value(outputs[i]!)
      yield
    }
  }

  /** Adds −∂/∂parameters of half the mean squared error over rows order[from..until). */
  function addDescent(batch: Batch, targets: Float64Array, from: number, until: number): void {
    const most = rows.weights.length
    for (let at = from; at < until; at += most) {
      const count = Math.min(most, until - at)
      for (let i = 0; i < count; i++) {
        const row = order[at + i]!
        for (let j = 0; j < inputSize; j++) {
          rows.observations[i * inputSize + j] = batch.observations[row * inputSize + j]!
        }
        rows.targets[i] = scale.output(targets[row]!)
        rows.weights[i] = -1 / (until - from)
      }
      const { observations } = rows
      network.addRegressionGradient(
        { observations, from: 0, count },
        rows.targets,
        rows.weights,
        gradient,
      )
    }
  }

  return {
    *estimate(batch) {
      if (batch.steps > values.length) values = new Float64Array(2 * batch.steps)
      if (batch.trajectories > tails.length) tails = new Float64Array(2 * batch.trajectories)
      const found = values.subarray(0, batch.steps)
      const after = tails.subarray(0, batch.trajectories)
      yield* forward(batch.observations, batch.steps, found)
      if (bootstraps) {
        yield* forward(batch.finalObservations, batch.trajectories, after)
        for (let k = 0; k < after.length; k++) if (batch.unfinished[k] === 0) after[k] = 0
      }
      return { rows: found, tails: after }
    },

    *learn(batch, targets) {
      scale.observe(targets)
      network.parametersChanged()
      const count = targets.length
      if (count > order.length) order = new Int32Array(2 * count)
      for (let i = 0; i < count; i++) order[i] = i
      const minibatches = Math.ceil(count / minibatchSteps)
      const border = (i: number) => Math.floor((i * count) / minibatches)
      for (let epoch = 0; epoch < epochs; epoch++) {
        shuffle(order, count, () => shuffles.uniform())
        for (let i = 0; i < minibatches; i++) {
          gradient.fill(0)
          addDescent(batch, targets, border(i), border(i + 1))
          steps += 1
          const coefficients = { ...ADAM, learningRate, update: steps }
          engine.vectors.adamStep(parameters, gradient, moments, coefficients)
          network.parametersChanged()
          yield
        }
      }
    },

    save: () => ({
      parameters: parameters.slice(),
      mean: moments.mean.slice(),
      square: moments.square.slice(),
      steps,
      scale: scale.save(),
      shuffles: shuffles.save(),
    }),
    restore(state) {
      parameters.set(state.parameters)
      network.parametersChanged()
      moments.mean.set(state.mean)
      moments.square.set(state.square)
      steps = state.steps
      scale.restore(state.scale)
      shuffles.restore(state.shuffles)
    },
    dispose() {
      network.dispose()
      const taken = [gradient, moments.mean, moments.square, rows.observations]
      taken.forEach((array) => engine.free(array))
    },
  }
}

/** Fisher and Yates, of the first `count`. */
function shuffle(order: Int32Array, count: number, uniform: () => number): void {
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const other = order[j]!
    order[j] = order[i]!
    order[i] = other
  }
}
