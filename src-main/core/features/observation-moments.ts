/**
 * How many observations there were, then the mean of each component, then each Σ(o − mean)²: all that
 * mean and variance need, in one array that can be saved, sent and stored as it is.
 */
export type ObservationMoments = Float64Array

export const createMoments = (size: number): ObservationMoments => new Float64Array(1 + 2 * size)

/** Takes in one observation (Welford 1962). */
export function addObservation(moments: ObservationMoments, observation: Float32Array): void {
  const size = observation.length
  const count = moments[0]! + 1
  moments[0] = count
  for (let j = 0; j < size; j++) {
    const mean = moments[1 + j]!
    const deviation = observation[j]! - mean
    const moved = mean + deviation / count
    moments[1 + j] = moved
    const at = 1 + size + j
    moments[at] = moments[at]! + deviation * (observation[j]! - moved)
  }
}

/** Takes in what others saw (Chan, Golub & LeVeque 1979). */
export function addMoments(moments: ObservationMoments, others: ObservationMoments): void {
  const size = (moments.length - 1) / 2
  const [before, added] = [moments[0]!, others[0]!]
  if (added === 0) return
  const count = before + added
  moments[0] = count
  for (let j = 0; j < size; j++) {
    const difference = others[1 + j]! - moments[1 + j]!
    const at = 1 + size + j
    moments[1 + j] = moments[1 + j]! + (difference * added) / count
    moments[at] = moments[at]! + others[at]! + (difference * difference * before * added) / count
  }
}
