import { formatCount } from '#renderer/format/number.ts'

const MOST_SEEDS = 1000
const LARGEST_SEED = 4_294_967_295

export type Seeds =
  | { readonly kind: 'seeds'; readonly seeds: readonly number[] }
  | { readonly kind: 'problem'; readonly message: string }

const problem = (message: string): Seeds => ({ kind: 'problem', message })

/**
 * The seeds a text asks for. Empty: only `first`. A count such as `5`: that many from `first` on.
 * A range or list such as `1..5` or `1, 2, 40..42`: just those.
 */
export function parseSeeds(text: string, first: number): Seeds {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'seeds', seeds: [first] }
  if (/^\d+$/.test(trimmed)) return range(first, first + Number(trimmed) - 1, trimmed)
  const seeds = new Set<number>()
  for (const piece of trimmed.split(/[\s,;]+/).filter(Boolean)) {
    const match = /^(\d+)(?:\.\.(\d+))?$/.exec(piece)
    if (!match) {
      return problem(`“${piece}” is no seed; write a count such as 5 or a list such as 1..5, 8`)
    }
    const low = Number(match[1])
    const found = range(low, Number(match[2] ?? low), piece)
    if (found.kind === 'problem') return found
    for (const seed of found.seeds) seeds.add(seed)
  }
  if (seeds.size > MOST_SEEDS) return tooMany(seeds.size)
  return { kind: 'seeds', seeds: [...seeds] }
}

function range(low: number, high: number, text: string): Seeds {
  if (high > LARGEST_SEED) {
    return problem(`“${text}” goes past ${formatCount(LARGEST_SEED)}, the largest seed`)
  }
  if (high < low) return problem(`“${text}” holds no seed`)
  if (high - low + 1 > MOST_SEEDS) return tooMany(high - low + 1)
  return { kind: 'seeds', seeds: Array.from({ length: high - low + 1 }, (_, i) => low + i) }
}

const tooMany = (count: number) =>
  problem(`asks for ${formatCount(count)} runs; at most ${formatCount(MOST_SEEDS)} start at once`)

/** The text that `parseSeeds` reads these seeds from; empty for one, which the form has a field for. */
export function seedsText(seeds: readonly number[]): string {
  if (seeds.length <= 1) return ''
  const pieces: string[] = []
  for (let i = 0; i < seeds.length; i++) {
    const first = i
    while (seeds[i + 1] === seeds[i]! + 1) i++
    pieces.push(first === i ? String(seeds[i]) : `${seeds[first]}..${seeds[i]}`)
  }
  return pieces.join(', ')
}
