import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { crowdWidth, drawLines, linePaths } from '#renderer/charts/parallel-lines.ts'

/** Node has no canvas: what is asked of one is kept. */
class KeptPath {
  readonly places: [number, number][] = []
  lineTo(x: number, y: number) {
    this.places.push([x, y])
  }
}
beforeEach(() => vi.stubGlobal('Path2D', KeptPath))
afterEach(() => vi.unstubAllGlobals())

const layout = { xs: [10, 20], top: 0, bottom: 100, spacing: 10 }

function drawing(runs: number, width: number) {
  const shares = Array.from({ length: runs }, () => [0, 1])
  const stroked: { color: string; path: unknown }[] = []
  const context = {
    strokeStyle: '',
    stroke(path: unknown) {
      stroked.push({ color: this.strokeStyle, path })
    },
  }
  const lines = drawLines(
    context as unknown as CanvasRenderingContext2D,
    { paths: linePaths(layout, shares), axes: 2 },
    [...shares.keys()],
    { colorOf: (run) => `color ${run}`, opacity: 1, width },
  )
  return { lines, stroked }
}

it('draws each run in its colour from axis to axis', () => {
  const { lines, stroked } = drawing(2, 1)
  expect(lines.next().done).toBe(true)
  expect(stroked.map(({ color }) => color)).toEqual(['color 0', 'color 1'])
  expect((stroked[0]!.path as KeptPath).places).toEqual([
    [10, 100],
    [20, 0],
  ])
})

it('pauses after as many lines as fit into a frame, the sooner the wider they are', () => {
  const hairlines = drawing(5000, 1)
  hairlines.lines.next()
  expect(hairlines.stroked).toHaveLength(2000)
  const wide = drawing(5000, 1.5)
  wide.lines.next()
  expect(wide.stroked).toHaveLength(250)
})

it('the lines of a crowd are hairlines', () => {
  expect(crowdWidth(1000)).toBe(1)
  expect(crowdWidth(10)).toBeGreaterThan(1)
})
