/** Entries asked for at once. */
const PAGE = 100
/** Pages that are kept; those farthest from what was asked for last go first. */
const MOST_PAGES = 50

/** Entries from the first to the last, both of them in it. */
export interface Part {
  readonly first: number
  readonly last: number
}

interface Page<T> {
  readonly entries: readonly T[]
  /** Of which reading it is. */
  readonly reading: number
}

/** The pages of a long list that were read: there while they are outdated, until they are read again. */
export function createSparsePages<T>() {
  const pages = new Map<number, Page<T>>()
  let reading = 0

  function put(offset: number, entries: readonly T[], count: number): void {
    const first = Math.floor(offset / PAGE)
    for (let i = 0; i * PAGE < entries.length; i++) {
      const part = entries.slice(i * PAGE, (i + 1) * PAGE)
      pages.set(first + i, { entries: part, reading })
    }
    for (const page of pages.keys()) if (page * PAGE >= count) pages.delete(page)
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - first) - Math.abs(a - first))
    for (const page of farthest.slice(0, Math.max(0, pages.size - MOST_PAGES))) pages.delete(page)
  }

  return {
    get: (index: number): T | undefined =>
      pages.get(Math.floor(index / PAGE))?.entries[index % PAGE],
    put,
    /** What is there may have changed. */
    outdate: () => void reading++,
    clear: () => pages.clear(),

    /** What has to be read to have this part of `count` entries up to date; null: nothing. */
    missing({ first, last }: Part, count: number | null) {
      const end = Math.min(last, count === null ? last : Math.max(0, count - 1))
      const wanted: number[] = []
      for (let page = Math.floor(first / PAGE); page * PAGE <= end; page++) {
        if (pages.get(page)?.reading !== reading) wanted.push(page)
      }
      if (wanted.length === 0) return null
      const offset = wanted[0]! * PAGE
      return { offset, limit: Math.min(1000, (wanted.at(-1)! + 1) * PAGE - offset) }
    },
  }
}
