/** Mean and spread of vectors that come one by one and are not kept (Welford 1962). */
export interface RunningMoments {
  readonly count: number
  readonly mean: Float64Array
  add(vector: ArrayLike<number>): void
  /** 1/(n − 1) Σ (x − x̄)² of every component; 0 for fewer than two vectors. */
  variances(): Float64Array
}

export function createRunningMoments(size: number): RunningMoments {
  const mean = new Float64Array(size)
  const squares = new Float64Array(size)
  let count = 0
  return {
    get count() {
      return count
    },
    mean,
    add(vector) {
      count += 1
      for (let i = 0; i < size; i++) {
        const difference = vector[i]! - mean[i]!
        mean[i] = mean[i]! + difference / count
        squares[i] = squares[i]! + difference * (vector[i]! - mean[i]!)
      }
    },
    variances: () => squares.map((sum) => (count < 2 ? 0 : sum / (count - 1))),
  }
}
