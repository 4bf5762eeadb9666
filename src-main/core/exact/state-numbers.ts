import type { FiniteEnvironment } from '../environments/finite-environment.ts'

/** Which of the numbered states an environment's own state vector is. */
export interface StateNumbers {
  /** Numbers in the state vector. */
  readonly size: number
  /** Undefined: it is none of them. */
  numberOf(state: Float64Array, at: number): number | undefined
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
  // Of the usual state, which is its own number, nothing need be looked up.
  if (size === 1 && vectors.every(([value], number) => value === number)) {
    return {
      size,
      numberOf: (state, at) => (vectors[state[at]!] === undefined ? undefined : state[at]),
    }
  }
  const numbers = new Map(vectors.map((vector, number) => [vector.join(), number]))
  return {
    size,
    numberOf: (state, at) => numbers.get(state.subarray(at, at + size).join()),
  }
}
