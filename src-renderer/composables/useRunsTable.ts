import { getCoreRowModel, useVueTable, type ColumnDef, type Updater } from '@tanstack/vue-table'
import { computed, onScopeDispose, shallowRef, type Ref } from 'vue'
import * as z from 'zod'
import { runQuery } from '#shared/run-query.ts'
import type { RunGroup } from '#renderer/compare/groups.ts'
import type { Column } from '#renderer/components/runs/columns.ts'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'
import { useKept } from './useKept.ts'

const view = z.object({
  filter: z.string().max(1000).default(''),
  withArchived: z.boolean().default(false),
  sorting: runQuery.shape.sort,
  isGrouping: z.boolean().default(true),
  /** Which columns are there, by id; null: none were chosen yet. */
  visibility: z.record(z.string(), z.boolean()).nullable().default(null),
  order: z.array(z.string()).default([]),
  widths: z.record(z.string(), z.number()).default({}),
})
export type RunsView = z.infer<typeof view>

const wide = typeof matchMedia === 'function' ? matchMedia('(min-width: 80rem)') : undefined
/** Columns until others are chosen. */
const firstVisibility = (isWide: boolean) =>
  Object.fromEntries(
    allColumns.map(({ id, shownAtFirst }) => [
      id,
      shownAtFirst === 'always' || (shownAtFirst === 'wide' && isWide),
    ]),
  )

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

/** The table of runs as it was left: its question, and its columns with their order and widths. */
export function useRunsTable() {
  const kept = useKept('workbench-runs-table', view)
  const isWide = shallowRef(wide?.matches ?? true)
  const look = () => (isWide.value = wide?.matches ?? true)
  wide?.addEventListener('change', look)
  onScopeDispose(() => wide?.removeEventListener('change', look))

  function part<K extends keyof RunsView>(key: K): Ref<RunsView[K]> {
    return computed({
      get: () => kept.value[key],
      set: (value) => (kept.value = { ...kept.value, [key]: value }),
    })
  }
  const visibility = part('visibility')
  const order = part('order')
  const widths = part('widths')
  const shown = computed(() =>
    visibility.value === null
      ? firstVisibility(isWide.value)
      : { ...noneVisible, ...visibility.value },
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
    onColumnVisibilityChange: (updater) => (visibility.value = next(updater, shown.value)),
    onColumnOrderChange: (updater) => (order.value = next(updater, order.value)),
    onColumnSizingChange: (updater) => (widths.value = next(updater, widths.value)),
    columnResizeMode: 'onChange',
    getCoreRowModel: getCoreRowModel(),
  })
  function resetColumns() {
    kept.value = { ...kept.value, visibility: null, order: [], widths: {} }
  }
  return {
    table,
    resetColumns,
    filter: part('filter'),
    withArchived: part('withArchived'),
    sorting: part('sorting'),
    isGrouping: part('isGrouping'),
  }
}

declare module '@tanstack/vue-table' {
  // Its parameters must be named as there.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData, TValue> {
    readonly column: Column
  }
}
