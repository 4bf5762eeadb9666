/** Index of the value nearest to `x` in ascending `values`; −1 when there is none. */
export function nearestIndex(values: readonly number[], x: number): number {
  let low = 0
  let high = values.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= x) low = middle
    else high = middle
  }
  if (high < 0) return -1
  return Math.abs(values[low]! - x) <= Math.abs(values[high]! - x) ? low : high
}
