import { computed, type Ref } from 'vue'
import type { Run } from '#shared/run.ts'
import type { FoundEntries } from './found-entries.ts'
import { inOrder, type RowPosition } from './row-position.ts'

/** Where a range begins, and what was selected before it. */
interface Anchor {
  readonly position: RowPosition
  readonly before: readonly number[]
}

/** Which runs are selected, one by one, by ranges of rows and all at once. */
export function useRowSelection(
  selected: Ref<readonly number[]>,
  found: () => FoundEntries,
  /** Told of what could not be selected. */
  report: (title: string, reason: unknown) => void,
  /** Told of what was selected only in part. */
  notice: (title: string, description: string) => void,
) {
  const ids = computed(() => new Set(selected.value))
  let anchor: Anchor = { position: { entry: 0, member: null }, before: [] }
  /** Of the last range asked for: an answer to an older one comes too late. */
  let asked = 0

  const isSelected = (run: Run): boolean => ids.value.has(run.id)
  const countOf = (runs: readonly Run[]): number => runs.filter(isSelected).length

  function set(runIds: readonly number[], isChosen: boolean): void {
    if (isChosen) selected.value = [...new Set([...selected.value, ...runIds])]
    else {
      const gone = new Set(runIds)
      selected.value = selected.value.filter((id) => !gone.has(id))
    }
  }

  /** Ranges begin here from now on. */
  function startAt(position: RowPosition): void {
    anchor = { position, before: selected.value }
  }

  /** The runs of a row; undefined: they are not read yet. */
  function runsAt({ entry, member }: RowPosition): readonly Run[] | undefined {
    const runs = found().entry(entry)?.runs
    return member === null ? runs : runs?.slice(member, member + 1)
  }

  function toggle(position: RowPosition): void {
    const runs = runsAt(position)
    if (!runs) return
    set(
      runs.map(({ id }) => id),
      countOf(runs) < runs.length,
    )
    startAt(position)
  }

  /** Selects from where the last range began up to here, and unselects what an earlier range had beyond. */
  async function extendTo(position: RowPosition): Promise<void> {
    const { before } = anchor
    const turn = ++asked
    const [first, last] = inOrder(anchor.position, position)
    try {
      const between = await idsBetween(first, last)
      if (turn === asked) selected.value = [...new Set([...before, ...between])]
    } catch (error) {
      report('The rows could not be selected', error)
    }
  }

  async function idsBetween(first: RowPosition, last: RowPosition): Promise<readonly number[]> {
    const entries = Array.from({ length: last.entry - first.entry + 1 }, (_, i) => first.entry + i)
    const here = entries.map((entry) => found().entry(entry)?.runs)
    // What lies before the first row and after the last in their own groups.
    const head = first.member ?? 0
    const tail = last.member === null ? undefined : last.member + 1
    if (here.every((runs) => runs !== undefined)) {
      const whole = here.map((runs, i) =>
        runs.slice(i === 0 ? head : 0, i === here.length - 1 ? tail : undefined),
      )
      return whole.flat().map(({ id }) => id)
    }
    const { runIds, runCount } = await found().ids({ offset: first.entry, limit: entries.length })
    tellCap(runIds.length, runCount)
    const size = here.at(-1)?.length ?? 0
    const end = tail === undefined ? runIds.length : runIds.length - (size - tail)
    return runIds.slice(head, end)
  }

  function tellCap(given: number, runCount: number): void {
    if (given === runCount) return
    const [some, all] = [given, runCount].map((count) => count.toLocaleString('en'))
    notice(
      `${some} of ${all} runs are selected`,
      'No more can be selected at once. A filter makes them fewer.',
    )
  }

  /** All runs that are found, loaded or not. */
  async function setAll(isChosen: boolean): Promise<void> {
    try {
      const { runIds, runCount } = await found().ids()
      if (isChosen) tellCap(runIds.length, runCount)
      set(runIds, isChosen)
    } catch (error) {
      report('The runs could not be selected', error)
    }
  }

  return { isSelected, countOf, set, toggle, startAt, extendTo, setAll }
}
