/* What may cross a carrier: plain data of bounded size. This is checked before any schema sees it. */

/** Deeper than any call or answer. */
export const MAX_DEPTH = 32
/** The most lists and objects in a message. An episode of 30,000 steps has 180,000 of them when it is saved. */
export const MAX_CONTAINERS = 200_000
/** The most values in a message, including the lists and objects that hold them. */
export const MAX_VALUES = 1_500_000
/**
 * The same for most calls, since a schema checks each value. Calls that send back what the backend sent
 * may have more.
 */
export const MAX_VALUES_OF_MOST_CALLS = 250_000
/** The most characters of an answer as JSON, roughly; no carrier sends a larger one. */
export const MAX_ANSWER_LENGTH = 32 * 1024 * 1024

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Says why a message is not checked any further, as the end of a sentence; null if it is. */
export function messageProblem(message: unknown, maxValues = MAX_VALUES): string | null {
  const waiting: unknown[] = [message]
  const depths: number[] = [0]
  let [values, containers] = [0, 0]
  while (waiting.length > 0) {
    const value = waiting.pop()
    const depth = depths.pop()!
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') {
      return `holds a ${typeof value}; only JSON values are allowed`
    }
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value) && !isPlainObject(value)) {
      return `holds a ${value.constructor?.name ?? 'foreign object'}; only JSON values are allowed`
    }
    if (depth === MAX_DEPTH) return tooDeep
    containers += 1
    if (containers > MAX_CONTAINERS) return tooManyContainers
    // Items are counted before they are visited: a list may claim to have four thousand million of
    // them.
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

/** Whether `answer` would be roughly longer than `limit` as JSON; stops counting once it is. */
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
