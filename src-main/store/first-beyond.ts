/** The first row from `from` on and before `end` for which `isBeyond` holds, in ascending rows; `end`: none. */
export function firstBeyond(from: number, end: number, isBeyond: (row: number) => boolean): number {
  let [low, high] = [from, end]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBeyond(middle)) high = middle
    else low = middle + 1
  }
  return low
}
