import { describe, expect, it } from 'vitest'
import { newPositions, QUEUE_GAP } from '#main/store/queue-order.ts'
import { createRng } from '#shared/rng.ts'

/** The positions as they are once the new ones are stored. */
function apply(positions: readonly (number | null)[]) {
  const moved = newPositions(positions)
  return { moved, after: positions.map((position, i) => moved.get(i) ?? position!) }
}

const ascends = (values: readonly number[]) =>
  values.every((value, i) => i === 0 || value > values[i - 1]!)

describe('positions in the queue', () => {
  it('stay where they ascend already', () => {
    expect(newPositions([]).size).toBe(0)
    expect(newPositions([1, 2, 30]).size).toBe(0)
  })

  it('change for the run that was moved alone: to the front, to the end, between two', () => {
    const gap = QUEUE_GAP
    expect([...newPositions([3 * gap, gap, 2 * gap])]).toEqual([[0, 0]])
    expect([...newPositions([2 * gap, 3 * gap, gap])]).toEqual([[2, 4 * gap]])
    expect([...newPositions([gap, 3 * gap, 2 * gap, 4 * gap])]).toHaveLength(1)
    expect([...newPositions([gap, null, 2 * gap])]).toEqual([[1, 1.5 * gap]])
  })

  it('are given out anew where there is no room between two', () => {
    const { moved, after } = apply([1, 3, 2, 4])
    expect(moved.size).toBe(4)
    expect(after).toEqual([QUEUE_GAP, 2 * QUEUE_GAP, 3 * QUEUE_GAP, 4 * QUEUE_GAP])
  })

  it('ascend after any change, and few of them change', () => {
    const rng = createRng(1, 'queue order')
    for (let round = 0; round < 200; round++) {
      const positions: (number | null)[] = Array.from({ length: 50 }, (_, i) => i * QUEUE_GAP)
      const moves = 1 + Math.floor(rng.uniform() * 5)
      for (let move = 0; move < moves; move++) {
        const [taken] = positions.splice(Math.floor(rng.uniform() * positions.length), 1)
        positions.splice(Math.floor(rng.uniform() * positions.length), 0, taken!)
      }
      const { moved, after } = apply(positions)
      expect(ascends(after)).toBe(true)
      expect(moved.size).toBeLessThanOrEqual(moves)
      expect(after.every(Number.isSafeInteger)).toBe(true)
    }
  })

  it('take twenty runs to the same place, one after another, without moving others', () => {
    let positions: (number | null)[] = [0, QUEUE_GAP]
    for (let i = 0; i < 20; i++) {
      positions.splice(1, 0, null)
      const { moved, after } = apply(positions)
      expect(moved.size).toBe(1)
      positions = after
    }
  })
})
