/**
 * p values of several tests adjusted so that the chance of any false alarm stays below α (Holm 1979):
 * the k-th smallest of m is multiplied by m − k + 1, never below the one before it, at most 1.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = new Array<number>(pValues.length)
  let least = 0
  order.forEach((i, rank) => {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[i]!))
    adjusted[i] = least
  })
  return adjusted
}
