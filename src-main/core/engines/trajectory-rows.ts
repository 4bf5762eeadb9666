/**
 * Which rows of a batch belong to which trajectory, for trajectories [from, from + count):
 * trajectory k has the rows order[ends[k − 1]..ends[k]), by time.
 */
export interface TrajectoryRows {
  readonly order: Int32Array
  readonly ends: Int32Array
  readonly from: number
  readonly count: number
}

/** Groups the rows of a batch, which lie by time, by trajectory: a counting sort, O(steps). */
export function groupByTrajectory({
  steps,
  trajectories,
  trajectory,
}: {
  readonly steps: number
  readonly trajectories: number
  readonly trajectory: Int32Array
}): TrajectoryRows {
  const ends = new Int32Array(trajectories)
  for (let row = 0; row < steps; row++) ends[trajectory[row]!]!++
  let begin = 0
  for (let k = 0; k < trajectories; k++) {
    const length = ends[k]!
    ends[k] = begin
    begin += length
  }
  // Each end begins where its trajectory does, and arrives at its end as the rows are put down.
  const order = new Int32Array(steps)
  for (let row = 0; row < steps; row++) order[ends[trajectory[row]!]!++] = row
  return { order, ends, from: 0, count: trajectories }
}
