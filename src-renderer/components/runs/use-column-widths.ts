import type { Table } from '@tanstack/vue-table'
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { RunGroup } from '#renderer/compare/groups.ts'
import { useBoxSize } from '#renderer/composables/useBoxSize.ts'
import type { Column } from './columns.ts'

/** Pixels of the ticks and of the buttons beside the columns. */
export const TICKS_WIDTH = 28
export const BUTTONS_WIDTH = 96

/**
 * How wide columns are drawn: what the window has beyond their own widths goes to those that grow, until
 * they are sized. And whether some of them lie out of sight on either side.
 */
export function useColumnWidths(
  table: Table<RunGroup>,
  columns: ComputedRef<readonly Column[]>,
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
) {
  const box = useBoxSize(scroller)
  const needed = computed(() => TICKS_WIDTH + table.getTotalSize() + BUTTONS_WIDTH)
  const isGrowing = ({ id, growth }: Column) => growth > 0 && !(id in table.getState().columnSizing)
  const share = computed(() => {
    const parts = columns.value.filter(isGrowing).reduce((sum, { growth }) => sum + growth, 0)
    return parts === 0 ? 0 : Math.max(0, box.value.width - needed.value) / parts
  })
  const widthOf = (column: Column): number =>
    table.getColumn(column.id)!.getSize() +
    (isGrowing(column) ? Math.floor(column.growth * share.value) : 0)

  const scrolledBy = shallowRef(0)
  return {
    needed,
    widthOf,
    scrolled: ({ target }: Event) => void (scrolledBy.value = (target as HTMLElement).scrollLeft),
    isCutLeft: computed(() => scrolledBy.value > 0),
    isCutRight: computed(() => scrolledBy.value + box.value.width < needed.value),
  }
}
