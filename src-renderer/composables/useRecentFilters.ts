import { shallowRef } from 'vue'
import { readStoredJson, writeStoredJson } from './browser-storage.ts'

const KEY = 'workbench-recent-filters'
const MOST = 20

function stored(): readonly string[] {
  const found = readStoredJson(KEY)
  return Array.isArray(found) ? found.filter((text) => typeof text === 'string') : []
}

/** Filters that were used on this machine, the latest first. */
export function useRecentFilters() {
  const recent = shallowRef(stored())
  function add(filter: string) {
    recent.value = [filter, ...recent.value.filter((other) => other !== filter)].slice(0, MOST)
    writeStoredJson(KEY, recent.value)
  }
  return { recent, add }
}
