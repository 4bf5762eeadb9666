import { ApiError } from '#shared/errors.ts'

const MOST = 10_000

/** The integers of `1..5`, `1,2,7`, `3` or a mixture, each once, in the order written. */
export function parseIntegerList(text: string, flag: string): number[] {
  const wrong = (problem: string) =>
    new ApiError('invalid-params', `${flag} is ${JSON.stringify(text)}; ${problem}`)

  const found = new Set<number>()
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,10})(?:\.\.(\d{1,10}))?\s*$/.exec(part) ?? []
    if (first === undefined) throw wrong('it must look like 1..5 or 1,2,7 or 3')
    const [from, to] = [Number(first), Number(last)]
    if (from > to) throw wrong(`a range goes upwards, such as ${to}..${from}`)
    if (to - from >= MOST) throw wrong(`at most ${MOST.toLocaleString('en')} are allowed`)
    for (let i = from; i <= to; i++) found.add(i)
    if (found.size > MOST) throw wrong(`at most ${MOST.toLocaleString('en')} are allowed`)
  }
  return [...found]
}
