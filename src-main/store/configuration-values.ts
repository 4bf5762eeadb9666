import type { Db } from './database.ts'
import type { HiddenRange } from './hidden-rows.ts'
import type { Steps } from './parts.ts'

/** Every configuration has it. */
export const ALWAYS_THERE = 'environment.id'

/** Integers are read as BigInt, so that they are stored as integers again. */
type Value = string | number | bigint
type Row = readonly [path: string, value: Value]

export type ConfigurationValues = ReturnType<typeof createConfigurationValues>

/** Stores the values by which filters find configurations. */
export function createConfigurationValues(db: Db) {
  const hashOf = db.prepare<[number], string>(`SELECT config_hash FROM runs WHERE id = ?`).pluck()
  const valuesOf = db
    .prepare<[number], Row>(`SELECT path, value FROM values_of_runs WHERE run_id = ?`)
    .raw()
    .safeIntegers()
  const insert = db.prepare<[string, Value, string]>(
    `INSERT OR IGNORE INTO configuration_values (path, value, config_hash) VALUES (?, ?, ?)`,
  )

  return {
    /**
     * Stores the values of hidden runs before they are shown. They are stored in the order of the table: run
     * by run, every transaction would change most of its pages.
     */
    *store({ firstId, lastId }: HiddenRange): Steps<void> {
      const runs = new Map<string, number>()
      for (let id = firstId; id <= lastId; id++) {
        const hash = hashOf.get(id)
        if (hash !== undefined && !runs.has(hash)) runs.set(hash, id)
        yield 0
      }
      const byPath = new Map<string, { value: Value; hash: string }[]>([[ALWAYS_THERE, []]])
      for (const hash of [...runs.keys()].sort()) {
        for (const [path, value] of valuesOf.iterate(runs.get(hash)!)) {
          const values = byPath.get(path)
          if (values) values.push({ value, hash })
          else byPath.set(path, [{ value, hash }])
        }
        yield 0
      }
      // No path may have more values than the one that is always there; see varying-fields.ts.
      let done = 0
      for (const [path, values] of byPath) {
        values.sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)))
        for (const { value, hash } of values) {
          insert.run(path, value, hash)
          yield done / byPath.size
        }
        done++
      }
    },
  }
}
