/** φ: numbers that stand for an observation in the input of a policy's network. */
export interface Features {
  readonly size: number
  /** Writes φ(observation) to `into[at .. at + size)`. */
  write(observation: Float32Array, into: Float32Array, at: number): void
}
