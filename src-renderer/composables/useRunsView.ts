import { computed, type Ref } from 'vue'
import * as z from 'zod'
import { runQuery } from '#shared/run-query.ts'
import { changeKept, useKept } from './useKept.ts'

const view = z.object({
  filter: z.string().max(1000).default(''),
  withArchived: z.boolean().default(false),
  sorting: runQuery.shape.sort,
  isGrouping: z.boolean().default(true),
  /** Whether columns are left out in which all found runs are the same. */
  hidesSame: z.boolean().default(true),
  /** Which columns are there, by id; null: none were chosen yet. */
  visibility: z.record(z.string(), z.boolean()).nullable().default(null),
  order: z.array(z.string()).default([]),
  widths: z.record(z.string(), z.number()).default({}),
})
type View = z.infer<typeof view>
const KEY = 'workbench-runs-table'

/** What the table is filtered by when its page is opened next. */
export const filterRunsTable = (filter: string) => changeKept(KEY, view, { filter })

export type RunsView = ReturnType<typeof useRunsView>

/** How the table of runs was left: its question, and its columns with their order and widths. */
export function useRunsView() {
  const kept = useKept(KEY, view)

  function part<K extends keyof View>(key: K): Ref<View[K]> {
    return computed({
      get: () => kept.value[key],
      set: (value) => (kept.value = { ...kept.value, [key]: value }),
    })
  }
  function resetColumns() {
    kept.value = { ...kept.value, hidesSame: true, visibility: null, order: [], widths: {} }
  }
  return {
    filter: part('filter'),
    withArchived: part('withArchived'),
    sorting: part('sorting'),
    isGrouping: part('isGrouping'),
    hidesSame: part('hidesSame'),
    visibility: part('visibility'),
    order: part('order'),
    widths: part('widths'),
    resetColumns,
  }
}
