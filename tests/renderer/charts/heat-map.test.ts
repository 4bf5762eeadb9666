// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { HeatFigure } from '#shared/figure/heat-figure.ts'
import HeatMap from '#renderer/charts/HeatMap.vue'

const figure: HeatFigure = {
  title: 'A map',
  summary: 'A map. It goes from 1 to 4',
  xTitle: 'x',
  yTitle: 'y',
  valueTitle: 'value',
  columns: [
    { min: 0, max: 1 },
    { min: 1, max: 2 },
  ],
  rows: [
    { min: 0, max: 1 },
    { min: 1, max: 2 },
  ],
  values: [
    [1, 2],
    [3, 4],
  ],
  scale: { kind: 'sequential', min: 1, max: 4 },
  horizontal: null,
  marks: [],
  signs: [],
  notes: [],
  caption: '',
  fileName: 'map',
  table: () => ({ header: [], rows: [] }),
}

/** A map of 400 × 300 pixels. */
async function open(zoomable = false) {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {} }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      private readonly told: (entries: unknown[]) => void
      constructor(told: (entries: unknown[]) => void) {
        this.told = told
      }
      observe() {
        this.told([{ contentRect: { width: 400, height: 300 } }])
      }
      disconnect() {}
    },
  )
  const describeCell = (column: number, row: number) => `cell ${column} ${row}`
  const map = mount(HeatMap, { props: { figure, describe: describeCell, zoomable } })
  await nextTick()
  return map
}

describe('a heat map', () => {
  it('is a picture with words, and draws every cell', async () => {
    const map = await open()
    expect(map.get('[role=img]').attributes('aria-label')).toBe(figure.summary)
    expect(map.html().match(/<path d="M[^"]*Z" fill/g)!.length).toBeGreaterThanOrEqual(4)
  })

  it('is read cell by cell with the arrow keys', async () => {
    const map = await open()
    const press = (key: string) => map.get('[role=group]').trigger('keydown', { key })
    const said = () => map.get('[role=status]').text()
    await press('ArrowLeft')
    expect(said()).toBe('cell 1 1')
    await press('ArrowLeft')
    expect(said()).toBe('cell 0 1')
    await press('ArrowDown')
    expect(said()).toBe('cell 0 0')
    await press('ArrowDown')
    expect(said()).toBe('cell 0 0')
    expect(map.emitted('zoom')).toBeUndefined()
  })

  it('zooms with the same keys as every chart where it shares its axis', async () => {
    const map = await open(true)
    await map.get('[role=group]').trigger('keydown', { key: '+' })
    await map.get('[role=group]').trigger('keydown', { key: 'ArrowRight' })
    expect(map.emitted('zoom')).toEqual([[{ kind: 'in' }], [{ kind: 'right' }]])
  })
})
