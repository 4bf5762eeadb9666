import { onScopeDispose, readonly, shallowRef } from 'vue'

/** The present moment, renewed every `everyMs`. */
export function useNow(everyMs: number) {
  const now = shallowRef(new Date())
  const timer = setInterval(() => (now.value = new Date()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
