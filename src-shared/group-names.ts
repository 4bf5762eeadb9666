/** A, B, …, Z, AA, …: what groups are called in the order they were named. */
export function groupName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : groupName(Math.floor(index / 26) - 1) + letter
}

/** A note with the groups' names in the places of `{0}`, `{1}`, … */
export const nameGroups = (note: string, names: readonly string[]): string =>
  note.replace(/\{(\d+)\}/g, (whole, index) => names[Number(index)] ?? whole)
