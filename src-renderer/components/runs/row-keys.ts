import type { RunGroup } from '#renderer/compare/groups.ts'
import type { RowPosition } from './row-position.ts'
import type { useActiveRow } from './use-active-row.ts'
import type { useRowSelection } from './use-row-selection.ts'

interface Table {
  readonly row: ReturnType<typeof useActiveRow>
  readonly selection: ReturnType<typeof useRowSelection>
  entry(index: number): RunGroup | undefined
  isExpanded(entry: number): boolean
  expand(group: RunGroup, isExpanded: boolean): void
  open(position: RowPosition): void
  /** Selects nothing. */
  clear(): void
  /** Rows that are seen at once. */
  pageRows(): number
}

/** What keys mean while a row has the focus: as in a tree of rows (WAI-ARIA treegrid). */
export function rowKeys(table: Table): (event: KeyboardEvent) => void {
  const { row, selection } = table

  function move(go: () => RowPosition, isExtending: boolean): void {
    const position = go()
    if (isExtending) void selection.extendTo(position)
    else selection.startAt(position)
  }

  function right(): void {
    const { entry, member } = row.active.value
    const group = table.entry(entry)
    if (!group || group.runs.length === 1 || member !== null) return
    if (table.isExpanded(entry)) void row.focus({ entry, member: 0 })
    else table.expand(group, true)
  }
  function left(): void {
    const { entry, member } = row.active.value
    const group = table.entry(entry)
    if (member !== null) void row.focus({ entry, member: null })
    else if (group && table.isExpanded(entry)) table.expand(group, false)
  }

  const keys: Readonly<Record<string, (isShift: boolean) => void>> = {
    ArrowDown: (isShift) => move(() => row.move(1), isShift),
    ArrowUp: (isShift) => move(() => row.move(-1), isShift),
    PageDown: (isShift) => move(() => row.move(table.pageRows()), isShift),
    PageUp: (isShift) => move(() => row.move(-table.pageRows()), isShift),
    Home: (isShift) => move(() => row.toEnd(false), isShift),
    End: (isShift) => move(() => row.toEnd(true), isShift),
    ArrowRight: right,
    ArrowLeft: left,
    Enter: () => table.open(row.active.value),
    ' ': () => selection.toggle(row.active.value),
    x: () => selection.toggle(row.active.value),
    Escape: () => table.clear(),
  }

  return (event) => {
    const isRow = (event.target as HTMLElement).matches('tr[data-entry]')
    if (!isRow || event.defaultPrevented || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a') return
      event.preventDefault()
      return void selection.setAll(true)
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act(event.shiftKey)
  }
}
