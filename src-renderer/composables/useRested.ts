import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Shorter pauses than this are part of one movement. */
const REST_MS = 150

/** What a value came to when it last stood still. */
export function useRested<Value>(value: Readonly<ShallowRef<Value>>): Readonly<ShallowRef<Value>> {
  const rested = shallowRef(value.value) as ShallowRef<Value>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, (now) => {
    clearTimeout(timer)
    timer = setTimeout(() => (rested.value = now), REST_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return rested
}
