import { onBeforeUnmount, watch, type Ref } from 'vue'
import type { RowPosition } from './row-position.ts'

/** Where a table was left: how far it was scrolled, its active row, and the groups that were open. */
export interface TablePlace {
  readonly scrollTop: number
  readonly active: RowPosition
  readonly expanded: readonly string[]
}

/** Frames within which the rows above the place have their heights. */
const MOST_FRAMES = 20

/** Brings a table back to its place once its rows are known, and tells the place when it goes. */
export function useTablePlace(
  scroller: Readonly<Ref<HTMLElement | null>>,
  {
    place,
    hasRows,
    restore,
    leave,
  }: {
    readonly place: TablePlace | null
    readonly hasRows: () => boolean
    readonly restore: (place: TablePlace) => void
    readonly leave: (scrollTop: number) => void
  },
): void {
  async function comeBack({ scrollTop }: TablePlace): Promise<void> {
    for (let frame = 0; frame < MOST_FRAMES && scroller.value; frame++) {
      scroller.value.scrollTop = scrollTop
      if (Math.abs(scroller.value.scrollTop - scrollTop) < 1) return
      await new Promise(requestAnimationFrame)
    }
  }
  if (place) {
    const stop = watch(
      () => hasRows() && scroller.value !== null,
      (isReady) => {
        if (!isReady) return
        restore(place)
        void comeBack(place)
        stop()
      },
      { flush: 'post' },
    )
  }
  onBeforeUnmount(() => leave(scroller.value?.scrollTop ?? 0))
}
