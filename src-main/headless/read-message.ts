import { RefusedMessage } from '#shared/rpc.ts'
import {
  MAX_CONTAINERS,
  MAX_DEPTH,
  MAX_VALUES,
  tooDeep,
  tooManyContainers,
  tooManyValues,
} from '#shared/plain-data.ts'

/* JSON.parse takes seconds for some messages of 16 MiB, so their shape is checked first. */

/** Parses a message. Returns undefined if it is not JSON; refuses a shape that no call has. */
export function readMessage(text: string): unknown {
  const problem = shapeProblem(text)
  if (problem !== null) return new RefusedMessage(idOf(text), `The message ${problem}`)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Finds the id to answer a refused message under. Most clients write it first, some last. */
function idOf(text: string): number {
  const found =
    /^\s*\{\s*"id"\s*:\s*(\d{1,15})\b/.exec(text) ??
    /"id"\s*:\s*(\d{1,15})\s*\}\s*$/.exec(text.slice(-100))
  return Number(found?.[1] ?? 0)
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Says why the text of a message is not parsed, as the end of a sentence; null if it is. */
export function shapeProblem(text: string): string | null {
  let [depth, containers, values] = [0, 0, 0]
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = endOfString(text, i)
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > MAX_DEPTH) return tooDeep
        if (++containers > MAX_CONTAINERS) return tooManyContainers
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1
        break
      case COMMA:
        if (++values > MAX_VALUES) return tooManyValues(MAX_VALUES)
    }
  }
  return null
}

/** Returns the end of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return text.length
}
