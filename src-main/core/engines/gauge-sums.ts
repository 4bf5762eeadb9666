import { type GaugeSums } from './engine.ts'
import { gaugeSize, type Head } from './network-shape.ts'

/** Of no trajectory. */
export const createGaugeSums = (head: Head): GaugeSums => ({
  sum: new Float64Array(gaugeSize(head)),
  squares: new Float64Array(gaugeSize(head)),
})

/** Adds a trajectory. */
export function addToGauge({ sum, squares }: GaugeSums, outputScores: Float64Array): void {
  outputScores.forEach((s, i) => {
    sum[i] = sum[i]! + s
    squares[i] = squares[i]! + s * s
  })
}

/** Both together. */
export const plusGauge = (a: GaugeSums, b: GaugeSums): GaugeSums => ({
  sum: a.sum.map((s, i) => s + b.sum[i]!),
  squares: a.squares.map((s, i) => s + b.squares[i]!),
})
