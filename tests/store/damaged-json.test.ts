import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createStore, openDatabase } from '#main/store/store.ts'
import { runQuery } from '#shared/run-query.ts'
import { changeDatabase } from './change-database.ts'
import { addRun, openStore, sampleConfig, temporaryFolder } from './sample-runs.ts'

/** A store of three runs, the second of which has this as its configuration. */
function storeWith(damaged: string) {
  const path = join(temporaryFolder(), 'damaged.sqlite')
  const writing = createStore(openDatabase(path))
  for (const seed of [1, 2, 3]) addRun(writing, sampleConfig(seed))
  writing.close()
  changeDatabase(path, 'UPDATE runs SET config_json = ? WHERE id = 2', damaged)
  return openStore(path)
}

describe.each(['{"environ', '', 'null', '[]', '{"seed":2}', '\u0000'])(
  'a run whose configuration is %j',
  (damaged) => {
    it('is refused by name, and costs no list', () => {
      const { runs } = storeWith(damaged)
      expect(() => runs.get(2)).toThrow('The configuration of run 2 is damaged')
      expect(runs.list().map(({ id }) => id)).toEqual([3, 1])
      expect(runs.these([1, 2])).toHaveLength(1)
      expect(
        runs
          .active()
          .map(({ run }) => run.id)
          .sort(),
      ).toEqual([1, 3])
      for (const key of ['id', 'progress', 'config.policy.kind'] as const) {
        for (const isGrouping of [true, false]) {
          const query = runQuery.parse({ sort: { key, isDescending: true }, isGrouping })
          const found = runs.query(query).groups.flatMap((group) => group.runs)
          expect(found.map(({ id }) => id).sort()).toEqual([1, 3])
        }
      }
    })
  },
)
