import { describe, expect, it } from 'vitest'
import { keyAction, readingKey, zoomed, type Zoom, type ZoomAction } from '#renderer/charts/zoom.ts'
import { zoomText } from '#renderer/charts/zoom-text.ts'

const WHOLE = { min: 0, max: 1000 }
const press = (kind: 'in' | 'out' | 'left' | 'right' | 'reset', zoom: Zoom) =>
  zoomed(zoom, { kind }, WHOLE)
const select = (min: number, max: number): ZoomAction => ({ kind: 'select', range: { min, max } })

describe('the zoom of an axis', () => {
  it('is what was dragged over, in whichever direction, cut to the axis', () => {
    expect(zoomed(null, select(200, 400), WHOLE)).toEqual({ min: 200, max: 400 })
    expect(zoomed(null, select(400, 200), WHOLE)).toEqual({ min: 200, max: 400 })
    expect(zoomed(null, select(900, 1300), WHOLE)).toEqual({ min: 900, max: 1000 })
    expect(zoomed(null, select(-5, 1001), WHOLE)).toBeNull()
  })

  it('goes in to the middle half and out to twice as much', () => {
    expect(press('in', null)).toEqual({ min: 250, max: 750 })
    expect(press('in', { min: 250, max: 750 })).toEqual({ min: 375, max: 625 })
    expect(press('out', { min: 375, max: 625 })).toEqual({ min: 250, max: 750 })
    expect(press('out', { min: 250, max: 750 })).toBeNull()
    expect(press('out', { min: 0, max: 200 })).toEqual({ min: 0, max: 300 })
  })

  it('moves by a quarter of its length and stops at the ends with its length', () => {
    expect(press('right', { min: 100, max: 300 })).toEqual({ min: 150, max: 350 })
    expect(press('left', { min: 20, max: 220 })).toEqual({ min: 0, max: 200 })
    expect(press('right', { min: 790, max: 990 })).toEqual({ min: 800, max: 1000 })
    expect(press('left', null)).toBeNull()
  })

  it('never gets shorter than a thousandth', () => {
    expect(zoomed(null, select(500, 500), WHOLE)).toEqual({ min: 499.5, max: 500.5 })
    expect(zoomed(null, select(1000, 1000), WHOLE)).toEqual({ min: 999, max: 1000 })
  })

  it('of a metric goes from its least value to its largest', () => {
    const whole = { min: -2, max: 2 }
    expect(zoomed(null, { kind: 'in' }, whole)).toEqual({ min: -1, max: 1 })
    expect(zoomed({ min: -1, max: 1 }, { kind: 'left' }, whole)).toEqual({ min: -1.5, max: 0.5 })
    expect(zoomed(null, select(-5, 0), whole)).toEqual({ min: -2, max: 0 })
  })

  it('shows everything again when reset, and where there is nothing', () => {
    expect(press('reset', { min: 1, max: 2 })).toBeNull()
    expect(zoomed({ min: 1, max: 2 }, { kind: 'in' }, { min: 0, max: 0 })).toBeNull()
  })
})

it('is said in words with its unit', () => {
  expect(zoomText({ min: 12_000, max: 48_000 }, { min: 0, max: 1e6 }, 'environmentSteps')).toBe(
    '12,000–48,000 of 1,000,000 steps',
  )
  expect(zoomText({ min: 60_000, max: 90_000 }, { min: 0, max: 120_000 }, 'wallTimeMs')).toBe(
    '60–90 of 120 s',
  )
  expect(zoomText({ min: 0.2, max: 0.5 }, { min: 0.1, max: 0.69 }, 'entropy')).toBe(
    '0.2–0.5 of 0.1–0.69 nats',
  )
  expect(zoomText(null, WHOLE, 'episodes')).toBeNull()
})

it('takes keys, but none that belong to the browser', () => {
  const key = (name: string, ctrlKey = false) =>
    keyAction({ key: name, ctrlKey, metaKey: false, altKey: false })
  expect(['+', '-', 'ArrowLeft', 'ArrowRight', '0', 'Escape'].map((name) => key(name))).toEqual(
    ['in', 'out', 'left', 'right', 'reset', 'reset'].map((kind) => ({ kind })),
  )
  expect(key('a')).toBeNull()
  expect(key('+', true)).toBeNull()
})

it('Shift and an arrow move where a chart is read', () => {
  const key = (key: string, shiftKey: boolean) => readingKey({ key, shiftKey })
  expect([key('ArrowLeft', true), key('ArrowRight', true)]).toEqual([-1, 1])
  expect([key('ArrowLeft', false), key('+', true)]).toEqual([null, null])
})
