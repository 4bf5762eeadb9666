import { median } from '#core/statistics/location.ts'

/** What is told of a figure that was measured several times. */
export interface Summary {
  readonly median: number
  readonly minimum: number
  readonly maximum: number
}

export function summarize(values: readonly number[]): Summary {
  return {
    median: median(values),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  }
}
