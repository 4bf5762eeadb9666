import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GroupComparison } from '#shared/comparison.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { storeGroup } from '../compare/stored-group.ts'
import { A, B } from '../core/statistics/scores.ts'
import { createdAt, sampleConfig, temporaryFolder } from '../store/sample-runs.ts'
import { runCli } from './run-cli.ts'

const slower = { optimizer: { ...sampleConfig().optimizer, learningRate: 0.5 } }

/** A database with two groups of so many seeds. */
function withGroups(seeds: number) {
  const database = join(temporaryFolder(), 'groups.sqlite')
  const store = createStore(openDatabase(database))
  const owner = store.processes.register(process.pid, createdAt)
  const a = storeGroup(store, owner, A.slice(0, seeds))
  const b = storeGroup(store, owner, B.slice(0, seeds), slower)
  store.close()
  const compare = (...args: string[]) => runCli(['compare', '--database', database, ...args])
  return { a, b, compare }
}

describe('compare', () => {
  it('prints a table, what differs, and a sentence for each pair', async () => {
    const { a, b, compare } = withGroups(10)
    const { exitCode, stdout } = await compare('--groups', a.configHash, '11..20')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/A +[0-9a-f]{16} +10 +442\.19 ± 88\.42 +482\.25 +473\.28 /)
    expect(stdout).toMatch(new RegExp(`B +${b.configHash} .* optimizer\\.learningRate 0\\.5\n`))
    expect(stdout).toMatch(
      /^On final mean return \(last 100\), A improves on B: P\(A > B\) = 0\.83 \[95 % CI 0\.57, 0\.94\], n = 10 vs 10 seeds; difference significant \(Welch p = 0\.035\)\.$/m,
    )
  })

  it('prints one object that holds the sentences too, and warns under five seeds', async () => {
    const { a, b, compare } = withGroups(3)
    const hashes = [a.configHash, b.configHash]
    const { stdout, stderr } = await compare('--groups', ...hashes, '--json')
    const found = JSON.parse(stdout) as GroupComparison & { sentences: string[] }
    expect(found.groups.map(({ configHash }) => configHash)).toEqual(hashes)
    expect(found.sentences).toHaveLength(1)
    expect(found.notes[0]).toMatch(/^A has 3 seeds: with fewer than 5, /)
    expect(stderr).toBe('')
    expect((await compare('--groups', ...hashes)).stderr).toMatch(
      /^A has 3 seeds: with fewer than 5, /,
    )
  })

  it('refuses what is not there in one sentence', async () => {
    const { compare } = withGroups(1)
    const { exitCode, stderr } = await compare('--groups', '0123456789abcdef')
    expect(stderr).toBe('There is no run with the configuration hash 0123456789abcdef\n')
    expect(exitCode).toBe(1)
  })
})
