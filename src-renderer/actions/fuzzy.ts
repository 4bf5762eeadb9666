import { foldText } from '#shared/fold-text.ts'

/** What a letter counts for by what is before it: the start of a word, the letter found before, neither. */
const WORD_START = 8
const ADJACENT = 5
const ELSEWHERE = 1
/** Lost for each letter that is passed over between two that were asked for. */
const GAP = 0.2

const isWordStart = (text: string, i: number) => i === 0 || !/[\p{L}\p{N}]/u.test(text[i - 1]!)

/** Positions in `text` that spell `word`, and how well they do; null: the letters are not there in this order. */
function spell(word: string, text: string): { score: number; positions: number[] } | null {
  const whole = text.indexOf(word)
  const start = whole >= 0 ? bestStart(word, text, whole) : 0
  const positions: number[] = []
  let score = 0
  let at = start
  for (const letter of word) {
    const found = text.indexOf(letter, at)
    if (found < 0) return null
    const before = positions.at(-1)
    score += isWordStart(text, found) ? WORD_START : found - 1 === before ? ADJACENT : ELSEWHERE
    if (before !== undefined) score -= GAP * (found - 1 - before)
    positions.push(found)
    at = found + 1
  }
  return { score, positions }
}

/** Where the word stands whole at the start of another word, else where it first stands. */
function bestStart(word: string, text: string, first: number): number {
  for (let i = first; i >= 0; i = text.indexOf(word, i + 1)) if (isWordStart(text, i)) return i
  return first
}

/**
 * How well a text answers a query: the better the higher, null for not at all. Every word of the
 * query must be spelled by letters of the text in their order, in any order of the words.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const lower = foldText(text)
  let total = 0
  for (const word of foldText(query).split(/\s+/).filter(Boolean)) {
    const match = spell(word, lower)
    // Letters strewn over a text are no answer.
    if (!match || match.score < 2 * word.length) return null
    total += match.score
  }
  return total
}
