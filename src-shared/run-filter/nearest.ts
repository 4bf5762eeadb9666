/** How many letters have to be added, taken away or replaced to get from `a` to `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}

/** Of these names, those most like `name`, up to three, compared by their last parts too. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase()
  const badness = (candidate: string) => {
    const whole = candidate.toLowerCase()
    const last = whole.slice(whole.lastIndexOf('.') + 1)
    const contains = wanted.length > 2 && whole.includes(wanted) ? 1 : Infinity
    return Math.min(contains, distance(wanted, whole), distance(wanted, last))
  }
  return names
    .map((candidate) => ({ candidate, badness: badness(candidate) }))
    .filter(({ badness }) => badness <= wanted.length / 3)
    .sort((a, b) => a.badness - b.badness)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** `a`, `a or b`, `a, b or c`. */
export const eitherOf = (names: readonly string[]): string =>
  names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]!}`

/** `lr` of `learningRate`, as people abbreviate it. */
export const initialsOf = (name: string): string =>
  name.replace(/(?<!^|\.)[^A-Z.]/g, '').toLowerCase()
