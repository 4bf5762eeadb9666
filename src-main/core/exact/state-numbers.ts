import type { FiniteEnvironment } from '../environments/finite-environment.ts'

/** Which of the numbered states an environment's own state vector is. */
export interface StateNumbers {
  /** Numbers in the state vector. */
  readonly size: number
  numberOf(state: Float64Array, at: number): number
  /** The state vector of a number. */
  vectorOf(number: number): Float64Array
}

export function createStateNumbers(
  { stateCount, writeState }: FiniteEnvironment,
  size: number,
): StateNumbers {
  const vectors = Array.from({ length: stateCount }, (_, number) => {
    const vector = new Float64Array(size)
    writeState(number, vector, 0)
    return vector
  })
  const vectorOf = (number: number) => vectors[number]!
  // Of the usual state, which is its own number, nothing need be looked up.
  if (size === 1 && vectors.every(([value], number) => value === number)) {
    return { size, vectorOf, numberOf: (state, at) => state[at]! }
  }
  const numbers = new Map(vectors.map((vector, number) => [vector.join(), number]))
  return {
    size,
    vectorOf,
    numberOf: (state, at) => numbers.get(state.subarray(at, at + size).join())!,
  }
}
