import type { Db } from './database.ts'

/** The gap between the positions of two waiting runs, so that others fit between. */
export const QUEUE_GAP = 2 ** 32

/** Stores the order of waiting runs. */
export function createQueueOrder(db: Db): (runIds: readonly number[]) => void {
  const select = db
    .prepare<[string], [runId: number, position: number | null]>(
      `SELECT id, queue_position FROM runs WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .raw()
  const update = db.prepare<[number, number]>(`UPDATE runs SET queue_position = ? WHERE id = ?`)
  const setOrder = db.transaction((runIds: readonly number[]): void => {
    const positions = new Map(select.all(JSON.stringify(runIds)))
    const moved = newPositions(runIds.map((runId) => positions.get(runId) ?? null))
    for (const [i, position] of moved) update.run(position, runIds[i]!)
  })
  return setOrder.immediate
}

/**
 * Returns which positions, by index, must change so that all ascend, and their new values. Changes as
 * few as possible. If the unchanged ones leave no room for the others, all get new positions.
 */
export function newPositions(positions: readonly (number | null)[]): ReadonlyMap<number, number> {
  const kept = longestAscent(positions)
  const moved = new Map<number, number>()
  let from = 0
  for (const next of [...kept, positions.length]) {
    const count = next - from
    const before = from === 0 ? null : positions[from - 1]!
    const after = next === positions.length ? null : positions[next]!
    const step =
      before === null || after === null ? QUEUE_GAP : Math.floor((after - before) / (count + 1))
    if (step < 1 && count > 0) return new Map(positions.map((_, i) => [i, (i + 1) * QUEUE_GAP]))
    const start = before ?? (after === null ? 0 : after - step * (count + 1))
    for (let i = 0; i < count; i++) moved.set(from + i, start + step * (i + 1))
    from = next + 1
  }
  return moved
}

/** Returns the indices of a longest ascending subsequence, by patience sorting; a null belongs to none. */
function longestAscent(values: readonly (number | null)[]): number[] {
  /** For each length, the index where the ascent with the lowest end ends. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [i, value] of values.entries()) {
    if (value === null) continue
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[ends[middle]!]! < value) low = middle + 1
      else high = middle
    }
    previous[i] = ends[low - 1]
    ends[low] = i
  }
  const ascent: number[] = []
  for (let i = ends.at(-1); i !== undefined; i = previous[i]) ascent.push(i)
  return ascent.reverse()
}
