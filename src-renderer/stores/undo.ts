import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** So many changes back can be taken back, one after the other. */
const MOST_CHANGES = 50

/** A change that was made, and how it is taken back. */
export interface UndoableChange {
  /** What was done: `Run 3 deleted`. */
  readonly title: string
  /** What is said where it cannot be taken back: `The run could not be restored`. */
  readonly failure: string
  undo(): unknown
}

/** What was changed in this window since it was opened and can be taken back, the last change last. */
export const useUndoStore = defineStore('undo', () => {
  const changes = shallowRef<readonly UndoableChange[]>([])

  function add(change: UndoableChange): void {
    changes.value = [...changes.value, change].slice(-MOST_CHANGES)
  }
  /** Whether it was there: each is taken back once. */
  function take(change: UndoableChange): boolean {
    const others = changes.value.filter((each) => each !== change)
    const wasThere = others.length < changes.value.length
    changes.value = others
    return wasThere
  }
  return { last: computed(() => changes.value.at(-1) ?? null), add, take }
})
