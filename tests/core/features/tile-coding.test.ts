import { describe, expect, it } from 'vitest'
import { createTileCoding } from '#core/features/tile-coding.ts'

const unit = { label: 'x', range: [0, 1] } as const

/** Places of the active tiles. */
function active(observation: number[], tilings: number, tiles: number): number[] {
  const { size, write } = createTileCoding(
    observation.map(() => unit),
    tilings,
    tiles,
  )
  expect(size).toBe(tilings * (tiles + 1) ** observation.length)
  const into = new Float32Array(size + 2).fill(-9)
  write(Float32Array.from(observation), into, 1)
  expect([into[0], into[size + 1]]).toEqual([-9, -9])
  return [...into.subarray(1, size + 1)].flatMap((feature, i) => (feature === 1 ? [i] : []))
}

describe('tile coding', () => {
  it('has one active tile in each grid, the grids displaced by fractions of a tile', () => {
    // Two tiles of ½, offsets 0, ¼, ½, ¾ of a tile; 3 tiles a grid. 2·0.3 = 0.6: 0, 0, 1, 1.
    expect(active([0.3], 4, 2)).toEqual([0, 3 + 0, 6 + 1, 9 + 1])
    expect(active([0], 4, 2)).toEqual([0, 3, 6, 9])
    expect(active([1], 4, 2)).toEqual([2, 3 + 2, 6 + 2, 9 + 2])
  })

  it('displaces a second dimension by three times as much', () => {
    // Grid 1 of 4: offsets ¼ and ¾; grid 2: ½ and 6/4 → ½; grid 3: ¾ and 9/4 → ¼.
    // (0.4, 0.2)·2 = (0.8, 0.4) → grid 0: (0, 0), 1: (1, 1), 2: (1, 0), 3: (1, 0); tile x + 3y.
    expect(active([0.4, 0.2], 4, 2)).toEqual([0, 9 + 4, 18 + 1, 27 + 1])
  })

  it('shares more tiles between nearer observations, and none between far ones', () => {
    const shared = (x: number, y: number) => {
      const other = new Set(active([y], 8, 4))
      return active([x], 8, 4).filter((tile) => other.has(tile)).length
    }
    expect([0, 0.05, 0.125, 0.25, 0.6].map((d) => shared(0.21, 0.21 + d))).toEqual([8, 6, 4, 0, 0])
  })

  it('puts what lies outside the range into the tiles of the border', () => {
    expect(active([1.7], 8, 4)).toEqual(active([1], 8, 4))
    expect(active([-3], 8, 4)).toEqual(active([0], 8, 4))
  })
})
