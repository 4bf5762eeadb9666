import { foldText } from '#shared/fold-text.ts'
import type { FieldValue } from '#shared/run-query.ts'
import type { Run } from '#shared/run.ts'

export interface TagOption {
  readonly tag: string
  /** How many of the runs in question have it. */
  readonly state: 'all' | 'some' | 'none'
  /** Of all stored runs; null: it is new. */
  readonly runs: number | null
}

/** Tags that can be given or taken away: those of the runs first, then others in use, then what is being written. */
export function tagOptions(
  runs: readonly Pick<Run, 'tags'>[],
  known: readonly FieldValue[],
  written: string,
): readonly TagOption[] {
  const used = new Map(known.map(({ value, runs }) => [String(value), runs]))
  const own = [...new Set(runs.flatMap(({ tags }) => tags))].sort()
  const wanted = written.trim()
  const all = [...new Set([...own, ...used.keys()])]
  const found = all.filter((tag) => foldText(tag).includes(foldText(wanted)))
  const options = found.map((tag): TagOption => {
    const count = runs.filter(({ tags }) => tags.includes(tag)).length
    const state = count === 0 ? 'none' : count === runs.length ? 'all' : 'some'
    return { tag, state, runs: used.get(tag) ?? count }
  })
  return wanted === '' || all.includes(wanted)
    ? options
    : [...options, { tag: wanted, state: 'none', runs: null }]
}
