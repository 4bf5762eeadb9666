/** Dash patterns tell lines apart where colours cannot; the first is solid. */
const dashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [12, 4],
  [4, 2, 4, 6],
]

export const seriesDash = (index: number): readonly number[] => dashes[index % dashes.length]!
