import { expect, it } from 'vitest'
import { nonFiniteMarks } from '#shared/figure/non-finite-marks.ts'

const curve = (nonFinite?: { x: number; notANumber: number; infinite: number }) => ({
  x: [],
  mean: [],
  minimum: [],
  maximum: [],
  count: [],
  ...(nonFinite && { nonFinite }),
})

it('says what cannot be drawn, how often, and from where', () => {
  const bad = curve({ x: 3000, notANumber: 2, infinite: 1 })
  expect(nonFiniteMarks([{ label: '#1', curve: bad }], 'update', 0.001)).toEqual([
    {
      x: 3,
      label: 'NaN × 2, ∞ × 1',
      detail: 'in 3 updates from here on, which cannot be drawn',
    },
  ])
})

it('names the run among several, and marks none that is finite', () => {
  const of = (label: string, found: ReturnType<typeof curve> | null) => ({ label, curve: found })
  const bad = curve({ x: 7, notANumber: 1, infinite: 0 })
  const marks = nonFiniteMarks([of('#1', curve()), of('#2', bad), of('#3', null)], 'episode', 1)
  expect(marks).toMatchObject([{ x: 7, label: '#2: NaN × 1' }])
})
