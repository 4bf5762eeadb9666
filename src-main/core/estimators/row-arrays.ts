import type { Engine } from '../engines/engine.ts'

/** How a batch counts in its gradient. */
export interface GradientTask {
  /** What multiplies ∇log π, by row. */
  readonly weights: Float32Array
  /** What multiplies ∇H of every row; 0: there is no bonus. */
  readonly entropyWeight: number
  /**
   * What the optimal baseline subtracts from the weight of a trajectory's rows, for every component of
   * θ; null: all components have the rows' weights.
   */
  readonly componentBaseline: Float32Array | null
}

/** The same by row, in memory the engine reads without copying. */
export interface RowArrays extends Pick<GradientTask, 'weights' | 'componentBaseline'> {
  readonly ones: Float32Array
  readonly entropyWeights: Float32Array
}

/** Lays a task out for the engine, in arrays that are kept from batch to batch. */
export function createRowArrays(engine: Pick<Engine, 'allocate' | 'free'>) {
  const weights = createKept(engine)
  const ones = createKept(engine)
  const entropyWeights = createKept(engine)
  return (task: GradientTask): RowArrays => {
    const rows = task.weights.length
    const own = weights(rows)
    own.set(task.weights)
    return {
      weights: own,
      ones: ones(task.componentBaseline ? rows : 0).fill(1),
      entropyWeights: entropyWeights(task.entropyWeight > 0 ? rows : 0).fill(task.entropyWeight),
      componentBaseline: task.componentBaseline,
    }
  }
}

function createKept({ allocate, free }: Pick<Engine, 'allocate' | 'free'>) {
  let kept = allocate(0)
  return (length: number): Float32Array => {
    if (length > kept.length) {
      free(kept)
      kept = allocate(2 * length)
    }
    return kept.subarray(0, length)
  }
}
