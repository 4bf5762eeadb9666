import type { Environment } from '../environments/environment.ts'

/** φ: numbers that stand for an observation in the input of a policy's network. */
export interface Features {
  readonly size: number
  /** Writes φ(observation) to `into[at .. at + size)`. */
  write(observation: Float32Array, into: Float32Array, at: number): void
}

/** Observes φ of what the environment observes. */
export function withFeatures(environment: Environment, { size, write }: Features): Environment {
  const observation = new Float32Array(environment.observationSize)
  return {
    ...environment,
    observationSize: size,
    observe(state, at, features, featuresAt) {
      environment.observe(state, at, observation, 0)
      write(observation, features, featuresAt)
    },
  }
}
