/** What is told of a figure that was measured several times. */
export interface Summary {
  readonly median: number
  readonly minimum: number
  readonly maximum: number
}

export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return {
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    minimum: sorted[0]!,
    maximum: sorted.at(-1)!,
  }
}
