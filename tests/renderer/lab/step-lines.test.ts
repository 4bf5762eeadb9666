import { expect, it } from 'vitest'
import type { StepCurve } from '#shared/step-size.ts'
import { divergenceLines, gainLines, objectiveLines } from '#renderer/lab/step-lines.ts'

const point = { J: 0, firstOrder: 0, surrogate: 0, kl: 0, quadraticKl: 0, entropy: 1 }
const curve: StepCurve = {
  direction: 'trpo',
  length: 1,
  cosine: 1,
  points: [
    { ...point, alpha: 0.1, J: 1, firstOrder: 1, surrogate: 1, kl: 0, quadraticKl: 0.001 },
    { ...point, alpha: 1, J: 2, firstOrder: 2.4, surrogate: 2.1, kl: 0.1, quadraticKl: 0.1 },
    { ...point, alpha: 10, J: 1.5, firstOrder: 14, surrogate: 3, kl: null, quadraticKl: 10 },
  ],
}

it('draws predictions only as long as they are near J', () => {
  const [J, firstOrder, surrogate] = objectiveLines(curve, 'light')
  expect(J!.points.map(({ y }) => y)).toEqual([1, 2, 1.5])
  expect(firstOrder!.points.map(({ x }) => x)).toEqual([0.1, 1])
  expect(surrogate!.points.map(({ x }) => x)).toEqual([0.1, 1])
})

it('leaves out a KL that is no number, or none', () => {
  expect(divergenceLines(curve, 'light')[0]!.points.map(({ x }) => x)).toEqual([0.1, 1])
  const view = { J: 1, optimum: 2, entropy: 1, maxKl: 0.01, clip: 0.2, curves: [curve] }
  expect(gainLines(view, 'light')[0]!.points).toEqual([{ x: 0.1, y: 2 }])
})
