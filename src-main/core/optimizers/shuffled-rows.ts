import type { Engine, Rows } from '../engines/engine.ts'
import { actionSize } from '../engines/network-shape.ts'
import type { Policy } from '../policies/policy.ts'
import type { Rng } from '../rng.ts'
import type { Experience } from './optimizer.ts'

/** Rows of a batch in another order, in memory the engine reads, and what the surrogate knows of each. */
export interface SurrogateRows extends Rows {
  readonly weights: Float32Array
  /** log π_old(a_i|s_i). */
  readonly logProbs: Float32Array
  /** Room for what multiplies each row's score. */
  readonly scoreWeights: Float32Array
}

/**
 * Copies the rows of a batch into a random order. Copied, the rows of a minibatch follow one another:
 * the engine takes them as they lie, and their gradient finds the activations that computing their
 * log-probabilities has left. The copy is less than a hundredth of a pass.
 */
export function createShuffler({ allocate, free }: Pick<Engine, 'allocate' | 'free'>) {
  let shuffled: SurrogateRows | null = null
  let order = new Int32Array(0)

  /** Room for the rows; doubles, so it is rare. */
  function reserve(rows: number, observationSize: number, actionWidth: number): SurrogateRows {
    if (shuffled && rows <= order.length) return shuffled
    if (shuffled) {
      const { observations, actions, weights, logProbs, scoreWeights } = shuffled
      for (const array of [observations, actions, weights, logProbs, scoreWeights]) free(array)
    }
    const capacity = Math.max(rows, 2 * order.length)
    order = new Int32Array(capacity)
    return {
      observations: allocate(capacity * observationSize),
      actions: allocate(capacity * actionWidth),
      weights: allocate(capacity),
      logProbs: allocate(capacity),
      scoreWeights: allocate(capacity),
      from: 0,
      count: rows,
    }
  }

  /** Valid until the next call. `logProbs` are of the batch's rows in their own order. */
  return function shuffle(
    { network }: Policy,
    { batch, weights }: Experience,
    logProbs: Float32Array,
    rng: Rng,
  ): SurrogateRows {
    const { steps, observations, actions } = batch
    const { inputSize, head } = network.shape
    const actionWidth = actionSize(head)
    const into = reserve(steps, inputSize, actionWidth)
    permute(order, steps, rng)
    for (let i = 0; i < steps; i++) {
      const row = order[i]!
      for (let j = 0; j < inputSize; j++) {
        into.observations[i * inputSize + j] = observations[row * inputSize + j]!
      }
      for (let j = 0; j < actionWidth; j++) {
        into.actions[i * actionWidth + j] = actions[row * actionWidth + j]!
      }
      into.weights[i] = weights[row]!
      into.logProbs[i] = logProbs[row]!
    }
    shuffled = { ...into, count: steps }
    return shuffled
  }
}

/** Writes a random permutation of 0 … count − 1 (Fisher & Yates, inside out). */
export function permute(order: Int32Array, count: number, rng: Rng): void {
  for (let i = 0; i < count; i++) {
    const j = Math.floor(rng.uniform() * (i + 1))
    order[i] = order[j]!
    order[j] = i
  }
}
