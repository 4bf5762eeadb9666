import type { RunConfig } from '#shared/run-config.ts'
import { describeEnvironment } from '#shared/environments.ts'
import type { Environment } from '../environments/environment.ts'
import type { Saveable } from '../saveable.ts'
import { addMoments, addObservation, createMoments } from './observation-moments.ts'
import type { ObservationMoments } from './observation-moments.ts'

/** Standard deviations from the mean beyond which an observation is clipped. */
const LIMIT = 10
/** Added to the variance, so that a component that never changes is divided by something. */
const LEAST_VARIANCE = 1e-8

/**
 * Mean and variance of all observations so far. They change between batches only, so a batch is played
 * and learned from with the same ones.
 */
export interface ObservationNormalizer extends Saveable<ObservationMoments> {
  /** Takes in what the players' groups observed in a batch, in the order of the groups. */
  add(groups: readonly ObservationMoments[]): void
  /** (o − mean)/σ, clipped to ±10, in place; as it is while nothing was taken in. */
  normalize(observation: Float32Array, at: number): void
}

/** Null where the configuration does not normalise; begins with `moments`, where there are some. */
export function createNormalizer(
  { environment, policy }: Pick<RunConfig, 'environment' | 'policy'>,
  moments: ObservationMoments | null = null,
): ObservationNormalizer | null {
  if (!policy.normalizeObservations) return null
  const normalizer = createObservationNormalizer(
    describeEnvironment(environment).observation.length,
  )
  if (moments !== null) normalizer.restore(moments)
  return normalizer
}

export function createObservationNormalizer(size: number): ObservationNormalizer {
  const moments = createMoments(size)
  const mean = moments.subarray(1, 1 + size)
  const squares = moments.subarray(1 + size)
  const factor = new Float64Array(size)

  function momentsChanged(): void {
    const count = moments[0]!
    for (let j = 0; j < size; j++) factor[j] = 1 / Math.sqrt(squares[j]! / count + LEAST_VARIANCE)
  }

  return {
    add(groups) {
      for (const group of groups) addMoments(moments, group)
      momentsChanged()
    },
    normalize(observation, at) {
      if (moments[0] === 0) return
      for (let j = 0; j < size; j++) {
        const normalized = (observation[at + j]! - mean[j]!) * factor[j]!
        observation[at + j] = Math.max(-LIMIT, Math.min(LIMIT, normalized))
      }
    },
    save: () => moments.slice(),
    restore(state) {
      moments.set(state)
      momentsChanged()
    },
  }
}

/** Observes what the environment observes, normalised. */
export const withNormalizedObservation = (
  environment: Environment,
  { normalize }: ObservationNormalizer,
): Environment => ({
  ...environment,
  observe(state, at, observation, observationAt) {
    environment.observe(state, at, observation, observationAt)
    normalize(observation, observationAt)
  },
})

/** Counts the observations of states as the environment gives them. */
export interface ObservationRecorder {
  record(state: Float64Array, at: number): void
  /** What was recorded since it was last taken. */
  take(): ObservationMoments
}

export function createObservationRecorder({
  observationSize,
  observe,
}: Environment): ObservationRecorder {
  const observation = new Float32Array(observationSize)
  let moments = createMoments(observationSize)
  return {
    record(state, at) {
      observe(state, at, observation, 0)
      addObservation(moments, observation)
    },
    take() {
      const taken = moments
      moments = createMoments(observationSize)
      return taken
    },
  }
}
