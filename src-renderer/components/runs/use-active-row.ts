import { nextTick, onUpdated, shallowRef, watch, type Ref } from 'vue'
import type { FoundEntries } from './found-entries.ts'
import { isSameRow, lastOf, moveBy, type RowCounts, type RowPosition } from './row-position.ts'

/** The one row of the table that has the focus, or takes it when the table is tabbed to. */
export function useActiveRow(
  table: Readonly<Ref<HTMLElement | null>>,
  found: () => FoundEntries,
  membersShown: (entry: number) => number,
) {
  const active = shallowRef<RowPosition>({ entry: 0, member: null })
  /** The run or group it is, wherever changes of others move it. */
  let activeId: number | undefined
  let hasFocus = false

  const counts = (): RowCounts => ({ entries: found().count, membersShown })
  const idAt = ({ entry, member }: RowPosition) => found().entry(entry)?.runs[member ?? 0]?.id
  const isActive = (position: RowPosition) => isSameRow(active.value, position)

  function setActive(position: RowPosition): void {
    active.value = position
    activeId = idAt(position)
  }
  const rowAt = ({ entry, member }: RowPosition) =>
    table.value?.querySelector<HTMLElement>(
      `tr[data-entry="${entry}"][data-member="${member ?? ''}"]`,
    )

  async function focus(position: RowPosition): Promise<void> {
    setActive(position)
    // Rows that were out of sight are there once this one is the active one.
    await nextTick()
    rowAt(position)?.focus({ preventScroll: true })
    rowAt(position)?.scrollIntoView({ block: 'nearest' })
  }

  function move(rows: number): RowPosition {
    const position = moveBy(active.value, rows, counts())
    void focus(position)
    return position
  }
  function toEnd(isLast: boolean): RowPosition {
    const position = isLast
      ? lastOf(Math.max(0, found().count - 1), counts())
      : { entry: 0, member: null }
    void focus(position)
    return position
  }

  function focusIn(event: FocusEvent): void {
    hasFocus = true
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-entry]')
    if (!row) return
    const { entry, member } = row.dataset
    const position = { entry: Number(entry), member: member ? Number(member) : null }
    if (!isActive(position)) setActive(position)
  }
  // What takes a row away leaves no other element focused.
  const focusOut = ({ relatedTarget }: FocusEvent) => void (hasFocus = relatedTarget === null)
  const blur = () => void (hasFocus = false)
  onUpdated(() => {
    if (hasFocus && document.activeElement === document.body) {
      rowAt(active.value)?.focus({ preventScroll: true })
    }
  })

  /** Where the active run went, if it is not far. */
  function follow(): void {
    if (activeId === undefined) return setActive(active.value)
    const { entry, member } = active.value
    if (member !== null || idAt(active.value) === activeId) return
    for (let away = 1; away < 50; away++) {
      for (const other of [entry + away, entry - away]) {
        if (found().entry(other)?.runs[0]?.id === activeId) {
          active.value = { entry: other, member: null }
          return
        }
      }
    }
    const last = Math.max(0, found().count - 1)
    setActive(entry > last ? { entry: last, member: null } : active.value)
  }
  watch(() => [found().count, idAt(active.value)] as const, follow)

  return { active, isActive, setActive, focus, move, toEnd, focusIn, focusOut, blur }
}
