/* What may cross a carrier: plain data of a bounded size. Checked before any schema looks at it. */

/** Deeper than any call or any answer goes. */
export const MAX_DEPTH = 32
/** Lists and objects of a message; an episode of 30,000 steps that is to be kept has 180,000. */
export const MAX_CONTAINERS = 200_000
/** Values of a message, with the lists and objects that hold them. */
export const MAX_VALUES = 1_500_000
/** Of a call other than those that bring back what the backend has sent: a schema looks at each of them. */
export const MAX_VALUES_OF_MOST_CALLS = 250_000
/** Characters of an answer as JSON, roughly: a carrier sends no larger one. */
export const MAX_ANSWER_LENGTH = 32 * 1024 * 1024

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Why a message is not looked at any further, as the end of a sentence; null if it is. */
export function messageProblem(message: unknown, maxValues = MAX_VALUES): string | null {
  const waiting: unknown[] = [message]
  const depths: number[] = [0]
  let [values, containers] = [0, 0]
  while (waiting.length > 0) {
    const value = waiting.pop()
    const depth = depths.pop()!
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') {
      return `holds a ${typeof value}; only what JSON can say is allowed`
    }
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value) && !isPlainObject(value)) {
      return `holds a ${value.constructor?.name ?? 'foreign object'}; only what JSON can say is allowed`
    }
    if (depth === MAX_DEPTH) return tooDeep
    containers += 1
    if (containers > MAX_CONTAINERS) return tooManyContainers
    // Counted before it is walked: a list may say that it has four thousand million items.
    values += Array.isArray(value) ? value.length : Object.keys(value).length
    if (values > maxValues) return tooManyValues(maxValues)
    for (const item of Array.isArray(value) ? value : Object.values(value)) {
      if (typeof item === 'string' || typeof item === 'number') continue
      waiting.push(item)
      depths.push(depth + 1)
    }
  }
  return null
}

export const tooDeep = `is nested deeper than ${MAX_DEPTH} lists or objects`
export const tooManyContainers = `holds more than ${MAX_CONTAINERS} lists and objects`
export const tooManyValues = (most: number): string => `holds more than ${most} values`

/** Whether `answer` would be longer than `limit` as JSON, by and large; stops looking once it is. */
export function isLongerThan(limit: number, answer: unknown): boolean {
  const waiting: unknown[] = [answer]
  let length = 0
  while (waiting.length > 0 && length <= limit) {
    const value = waiting.pop()
    if (typeof value === 'string') length += value.length + 3
    else if (typeof value !== 'object' || value === null) length += 12
    else if (ArrayBuffer.isView(value)) length += 12 * value.byteLength
    else if (Array.isArray(value)) {
      length += 2
      for (const item of value as unknown[]) {
        if (typeof item === 'number') length += 12
        else waiting.push(item)
        if (length > limit) break
      }
    } else {
      length += 2
      for (const [key, item] of Object.entries(value)) {
        length += key.length + 4
        waiting.push(item)
      }
    }
  }
  return length > limit
}
