import { getCoreRowModel, useVueTable, type ColumnDef, type Updater } from '@tanstack/vue-table'
import { useWindowSize } from '@vueuse/core'
import { computed } from 'vue'
import type { RunGroup } from '#renderer/compare/groups.ts'
import type { Column } from '#renderer/components/runs/columns.ts'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'
import type { RunsView } from './useRunsView.ts'

/** Of the window's width: its pages on the left, ticks, buttons and a scroll bar. */
const TAKEN_WIDTH = 80 + 28 + 96 + 16
/** What was chosen before a column was known does not show it. */
const noneVisible = Object.fromEntries(allColumns.map(({ id }) => [id, id === 'id']))

const definitions = allColumns.map((column): ColumnDef<RunGroup> => ({
  id: column.id,
  size: column.width,
  minSize: 40,
  maxSize: 800,
  enableHiding: column.id !== 'id',
  meta: { column },
}))

/**
 * The columns of the table of runs. `isChosen` tells which were asked for, the table which of them are
 * shown: those in which all found runs are the same may be left out.
 */
export function useRunsTable(
  { visibility, order, widths }: Pick<RunsView, 'visibility' | 'order' | 'widths'>,
  {
    firstColumns,
    isLeftOut,
  }: {
    /** Ids of the columns until others are chosen. */
    readonly firstColumns: (room: number) => readonly string[]
    readonly isLeftOut: (columnId: string) => boolean
  },
) {
  const { width } = useWindowSize()
  // Compared as text, so that a window that is drawn wider does not draw the same columns anew.
  const first = computed(() => firstColumns(width.value - TAKEN_WIDTH).join(' '))
  const chosen = computed((): Readonly<Record<string, boolean>> => ({
    ...noneVisible,
    ...(visibility.value ?? Object.fromEntries(first.value.split(' ').map((id) => [id, true]))),
  }))
  const isChosen = (columnId: string) => chosen.value[columnId] === true
  const shown = computed(() =>
    Object.fromEntries(
      Object.entries(chosen.value).map(([id, isWanted]) => [id, isWanted && !isLeftOut(id)]),
    ),
  )
  const next = <T>(updater: Updater<T>, before: T): T =>
    typeof updater === 'function' ? (updater as (before: T) => T)(before) : updater

  const table = useVueTable<RunGroup>({
    // Rows are read as they are scrolled to; see `useFoundRuns`.
    data: [],
    columns: definitions,
    state: {
      get columnVisibility() {
        return shown.value
      },
      get columnOrder() {
        return order.value
      },
      get columnSizing() {
        return widths.value
      },
    },
    onColumnOrderChange: (updater) => (order.value = next(updater, order.value)),
    onColumnSizingChange: (updater) => (widths.value = next(updater, widths.value)),
    columnResizeMode: 'onChange',
    getCoreRowModel: getCoreRowModel(),
  })
  function choose(columnId: string, isWanted: boolean) {
    visibility.value = { ...chosen.value, [columnId]: isWanted }
  }
  return { table, isChosen, choose }
}

declare module '@tanstack/vue-table' {
  // Its parameters must be named as there.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData, TValue> {
    readonly column: Column
  }
}
