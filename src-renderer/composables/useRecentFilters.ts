import { shallowRef } from 'vue'

const KEY = 'workbench-recent-filters'
const MOST = 20

function stored(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(found) ? found.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

/** Filters that were used on this machine, the latest first. */
export function useRecentFilters() {
  const recent = shallowRef(stored())
  function add(filter: string) {
    recent.value = [filter, ...recent.value.filter((other) => other !== filter)].slice(0, MOST)
    localStorage.setItem(KEY, JSON.stringify(recent.value))
  }
  return { recent, add }
}
