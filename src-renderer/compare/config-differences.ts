import type { Run } from '#shared/run.ts'
import { configEntries, type ConfigEntry } from './config-entries.ts'

/** One field over several runs. */
export interface ConfigRow {
  readonly path: string
  readonly group: string
  readonly title: string
  /** What the field means. */
  readonly help: string | null
  /** One text per run, in their order; null: its configuration has no such field. */
  readonly values: readonly (string | null)[]
  readonly differs: boolean
}

/** Every field any of the runs has, and whether it is the same in all of them. */
export function configDifferences(runs: readonly Pick<Run, 'config'>[]): ConfigRow[] {
  const columns = runs.map(
    ({ config }) => new Map(configEntries(config).map((entry) => [entry.path, entry])),
  )
  const known = new Map<string, ConfigEntry>()
  for (const column of columns) {
    for (const [path, entry] of column) if (!known.has(path)) known.set(path, entry)
  }
  const rows = [...known.values()].map(({ path, group, title, help }) => {
    const values = columns.map((column) => column.get(path)?.text ?? null)
    return { path, group, title, help, values, differs: new Set(values).size > 1 }
  })
  // A field only a later run has belongs beside the others of its group.
  return [...Map.groupBy(rows, ({ group }) => group).values()].flat()
}
