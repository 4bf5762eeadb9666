import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { openDatabase } from '#main/store/store.ts'
import { createVaryingFields } from '#main/store/varying-fields.ts'
import { addRun, openStore, range, temporaryFolder } from './sample-runs.ts'

/** 40 configurations that differ in few fields, and one that has fields of its own; two seeds of each. */
const configs: readonly RunConfig[] = range(82).map((i) => {
  const isOdd = i >= 80
  return parseRunConfig({
    environment: { id: isOdd ? 'FrozenLake-v1' : 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [8, 4] },
    estimator: { gamma: i % 2 === 0 ? 0.99 : 0.9 },
    optimizer: isOdd
      ? { kind: 'sgd' }
      : { kind: 'adam', learningRate: 0.001 * (1 + Math.floor(i / 4)) },
    batch: { episodes: 4 },
    budget: { episodes: 100 },
    seed: isOdd ? i : 1 + (Math.floor(i / 2) % 2),
  })
})

/** Every value of a configuration but its seed, by its path. */
const valuesOf = (part: object, path = ''): [path: string, value: string][] =>
  Object.entries(part)
    .filter(([key, value]) => value !== null && path + key !== 'seed')
    .flatMap(([key, value]) =>
      typeof value === 'object' && !Array.isArray(value)
        ? valuesOf(value as object, `${path}${key}.`)
        : [[path + key, JSON.stringify(value)]],
    )

function differingByHand(found: readonly RunConfig[]): string[] {
  const values = found.map((config) => new Map(valuesOf(config)))
  const paths = [...new Set(values.flatMap((each) => [...each.keys()]))]
  return paths.filter((path) => new Set(values.map((each) => each.get(path))).size > 1).sort()
}

describe('the fields in which found runs differ', () => {
  // In a sample of two, or of five, hardly anything is seen; what is left is asked of all.
  it.each([2, 5, 1000])('are those one would find by hand, with a sample of %i', (sampleSize) => {
    const path = join(temporaryFolder(), 'test.sqlite')
    const store = openStore(path)
    for (const config of configs) addRun(store, config)
    const db = openDatabase(path)
    const varying = createVaryingFields(db, sampleSize)
    for (const [where, isFound] of [
      ['TRUE', () => true],
      [`environment = 'CartPole-v1'`, ({ environment }) => environment.id === 'CartPole-v1'],
      [`environment = 'FrozenLake-v1'`, ({ environment }) => environment.id === 'FrozenLake-v1'],
      ['seed = 2', ({ seed }) => seed === 2],
      ['id = 7', (config) => config === configs[6]],
      ['id = 0', () => false],
    ] as [string, (config: RunConfig) => boolean][]) {
      const found = configs.filter(isFound)
      const { configurationCount, fields } = varying({ where: `WHERE ${where}`, parameters: [] })
      expect([...fields].sort(), where).toEqual(differingByHand(found))
      const distinct = new Set(found.map((config) => JSON.stringify({ ...config, seed: 0 })))
      expect(configurationCount, where).toBe(distinct.size)
    }
    db.close()
  })

  it('are asked of a filter, as the table asks for its rows', () => {
    const store = openStore()
    for (const config of configs) addRun(store, config)
    const ask = (filter: string) => store.runs.varyingFields({ filter, withArchived: false })
    expect(ask('environment.id = FrozenLake-v1').fields).toEqual(['estimator.gamma'])
    expect(ask('').fields).toContain('environment.id')
    expect(() => ask('estimator.gamma >')).toThrow(/filter/i)
  })
})
