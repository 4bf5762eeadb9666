import {
  effectScope,
  getCurrentInstance,
  onScopeDispose,
  shallowRef,
  watch,
  type EffectScope,
  type ShallowRef,
} from 'vue'

/**
 * What `create` makes for each key, in the order of the keys: made when a key comes, its scope ended
 * when the key goes or the calling scope ends. For composables that serve one thing each.
 */
export function useEach<K extends number | string, T>(
  keys: () => readonly K[],
  create: (key: K) => T,
): Readonly<ShallowRef<ReadonlyMap<K, T>>> {
  const app = getCurrentInstance()?.appContext.app
  const made = new Map<K, { value: T; scope: EffectScope }>()
  const current = shallowRef<ReadonlyMap<K, T>>(new Map())

  function make(key: K) {
    const scope = effectScope(true)
    const run = () => scope.run(() => create(key)) as T
    // Outside setup, `inject` works only in the context of the application.
    return { value: app ? app.runWithContext(run) : run(), scope }
  }

  watch(
    () => keys().join('\n'),
    () => {
      const wanted = [...new Set(keys())]
      for (const [key, { scope }] of made) {
        if (wanted.includes(key)) continue
        scope.stop()
        made.delete(key)
      }
      for (const key of wanted) if (!made.has(key)) made.set(key, make(key))
      current.value = new Map(wanted.map((key) => [key, made.get(key)!.value]))
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const { scope } of made.values()) scope.stop()
  })
  return current
}
