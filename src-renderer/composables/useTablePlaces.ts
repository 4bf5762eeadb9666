import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { TablePlace } from '#renderer/components/runs/use-table-place.ts'

/** Where the table of runs was left, and which question its rows answered. */
export const useTablePlaces = defineStore('table-place', () => {
  const left = shallowRef<{ readonly question: string; readonly place: TablePlace } | null>(null)
  return {
    /** Null: it was never there, or showed other rows. */
    placeFor: (question: string): TablePlace | null =>
      left.value?.question === question ? left.value.place : null,
    leave(question: string, place: TablePlace): void {
      left.value = { question, place }
    },
  }
})
