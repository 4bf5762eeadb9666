import { readonly, shallowRef } from 'vue'

/** Why the browser does not store what this page writes. */
export type StorageFault = 'blocked' | 'full'

/** `local` lasts between starts, `session` as long as the tab. */
type Area = 'local' | 'session'

const fault = shallowRef<StorageFault | null>(null)
/** Null until the browser refuses to store something. */
export const storageFault = readonly(fault)

/** Values that the browser refused. They last as long as the page, so that everything works without storage. */
const refused: Record<Area, Map<string, string | null>> = { local: new Map(), session: new Map() }

/** Reads a stored text. Returns null if there is none. */
export function readStored(key: string, area: Area = 'local'): string | null {
  const inMemory = refused[area].get(key)
  if (inMemory !== undefined) return inMemory
  try {
    return storage(area).getItem(key)
  } catch {
    fault.value = 'blocked'
    return null
  }
}

/** Stores a text, or removes it if it is null. Never throws; `storageFault` says what went wrong. */
export function writeStored(key: string, text: string | null, area: Area = 'local'): void {
  try {
    if (text === null) storage(area).removeItem(key)
    else storage(area).setItem(key, text)
    refused[area].delete(key)
  } catch (error) {
    refused[area].set(key, text)
    fault.value = isQuotaError(error) ? 'full' : 'blocked'
  }
}

/** Whether the last written value is stored, and not only remembered by this page. */
export const isStored = (key: string, area: Area = 'local'): boolean => !refused[area].has(key)

/** Reads a stored JSON value. Returns undefined if there is none or if it is not JSON. */
export function readStoredJson(key: string): unknown {
  try {
    return JSON.parse(readStored(key) ?? '')
  } catch {
    return undefined
  }
}

/** Stores a JSON value. */
export const writeStoredJson = (key: string, value: unknown): void =>
  writeStored(key, JSON.stringify(value))

/** The getter itself throws if the browser blocks site data; some browsers return null. */
function storage(area: Area): Storage {
  const found = area === 'local' ? window.localStorage : window.sessionStorage
  if (!found) throw new Error('This browser has no storage.')
  return found
}

const isQuotaError = (error: unknown) =>
  error instanceof DOMException &&
  (error.name === 'QuotaExceededError' || error.name === 'NS_ERROR_DOM_QUOTA_REACHED')
