import {
  computed,
  inject,
  onScopeDispose,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
} from 'vue'
import { readStoredJson, writeStoredJson } from '#renderer/composables/browser-storage.ts'
import { canRun, type Action } from './action.ts'
import { isShortcut, isTakenBy } from './shortcut.ts'

const RECENT_KEY = 'workbench-recent-actions'
const MOST_RECENT = 6

/** All that can be done at the moment, from which palette, sheet and shortcuts derive. */
export interface ActionRegistry {
  readonly actions: ComputedRef<readonly Action[]>
  /** Ids of the actions last used, the latest first. */
  readonly recentIds: ComputedRef<readonly string[]>
  /** Adds actions until the returned function is called; those added last come first. */
  add(source: () => readonly Action[]): () => void
  run(action: Action): void
  /** Runs the action that the keys mean here, if any; a field that is typed into keeps its keys. */
  press(event: KeyboardEvent): void
}

export const actionsKey: InjectionKey<ActionRegistry> = Symbol('actions')

export function createActionRegistry(): ActionRegistry {
  const sources = shallowRef<readonly (() => readonly Action[])[]>([])
  const recent = shallowRef<readonly string[]>(storedRecent())
  const actions = computed(() => sources.value.flatMap((source) => source()))

  function run(action: Action): void {
    if (!canRun(action)) return
    recent.value = [action.id, ...recent.value.filter((id) => id !== action.id)].slice(
      0,
      MOST_RECENT,
    )
    // The action runs first, so that remembering it cannot prevent it.
    action.run()
    writeStoredJson(RECENT_KEY, recent.value)
  }

  return {
    actions,
    recentIds: computed(() => recent.value),
    add(source) {
      sources.value = [source, ...sources.value]
      return () => void (sources.value = sources.value.filter((other) => other !== source))
    },
    run,
    press(event) {
      if (event.defaultPrevented || event.isComposing) return
      if (isTakenBy(event.target, event)) return
      const action = actions.value.find(
        ({ shortcut }) => shortcut !== undefined && isShortcut(shortcut, event),
      )
      if (!action || (event.repeat && !action.repeats)) return
      event.preventDefault()
      if (canRun(action)) action.run()
    },
  }
}

function storedRecent(): string[] {
  const stored = readStoredJson(RECENT_KEY)
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
}

export function useActionRegistry(): ActionRegistry | undefined {
  return inject(actionsKey, undefined)
}

/** Offers actions for as long as the component is there. A page that stands alone offers them to nobody. */
export function useActions(source: () => readonly Action[]): void {
  const remove = useActionRegistry()?.add(source)
  if (remove) onScopeDispose(remove)
}
