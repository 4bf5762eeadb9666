import type { VaryingFields } from '#shared/run-query.ts'
import { ALWAYS_THERE } from './configuration-values.ts'
import type { Db } from './database.ts'

/** Part of a query of runs: what follows FROM runs, and its parameters. */
export interface FoundCondition {
  readonly where: string
  readonly parameters: readonly (string | number)[]
}

/** So many configurations are compared value by value; most fields that vary are known by then. */
const SAMPLE = 200

/** In what the configurations of found runs differ, of any number of runs. */
export function createVaryingFields(
  db: Db,
  sampleSize = SAMPLE,
): (found: FoundCondition) => VaryingFields {
  const allPaths = db
    .prepare<[], string>(
      `WITH RECURSIVE paths(path) AS (
         SELECT min(path) FROM configuration_values
         UNION ALL
         SELECT (SELECT min(path) FROM configuration_values WHERE path > paths.path) FROM paths
         WHERE paths.path IS NOT NULL)
       SELECT path FROM paths WHERE path IS NOT NULL`,
    )
    .pluck()
  const valuesOf = db.prepare<[string], { path: string; value: string | number; times: number }>(
    `SELECT path, value, count(*) AS times FROM values_of_runs
     WHERE run_id IN (SELECT min(id) FROM runs WHERE config_hash IN (SELECT value FROM json_each(?))
                      GROUP BY config_hash)
     GROUP BY path, value`,
  )
  const hashesOf = db
    .prepare<[string], string>(`SELECT config_hash FROM configuration_values WHERE path = ?`)
    .pluck()
  const hashesBeside = db
    .prepare<[string, string | number, string, string | number], string>(
      `SELECT config_hash FROM configuration_values WHERE path = ? AND value < ?
       UNION ALL SELECT config_hash FROM configuration_values WHERE path = ? AND value > ?`,
    )
    .pluck()
  const count = db
    .prepare<[string], number>(`SELECT count(*) FROM configuration_values WHERE path = ?`)
    .pluck()

  const foundHashes = ({ where, parameters }: FoundCondition): string[] =>
    db
      .prepare<(string | number)[], string>(`SELECT DISTINCT config_hash FROM runs ${where}`)
      .pluck()
      .all(...parameters)

  function hasAny(hashes: Iterable<string>, found: ReadonlySet<string>): boolean {
    for (const hash of hashes) if (found.has(hash)) return true
    return false
  }

  /** Whether all found configurations have the one value that those of the sample have; undefined: they have none. */
  function isSame(path: string, value: string | number | undefined, found: ReadonlySet<string>) {
    if (value === undefined) return !hasAny(hashesOf.iterate(path), found)
    if (hasAny(hashesBeside.iterate(path, value, path, value), found)) return false
    if (count.get(path) === count.get(ALWAYS_THERE)) return true
    let having = 0
    for (const hash of hashesOf.iterate(path)) if (found.has(hash)) having++
    return having === found.size
  }

  return (condition) => {
    const hashes = foundHashes(condition)
    const found = new Set(hashes)
    const every = Math.ceil(hashes.length / sampleSize)
    const sample = hashes.filter((_, i) => i % every === 0)
    const values = Map.groupBy(valuesOf.all(JSON.stringify(sample)), ({ path }) => path)
    const fields = allPaths.all().filter((path) => {
      const [first, ...others] = values.get(path) ?? []
      if (others.length > 0 || (first && first.times < sample.length)) return true
      return sample.length < hashes.length && !isSame(path, first?.value, found)
    })
    return { configurationCount: hashes.length, fields }
  }
}
