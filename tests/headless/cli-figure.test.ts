import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createStore, openDatabase } from '#main/store/store.ts'
import { storeGroup } from '../compare/stored-group.ts'
import { createdAt, temporaryFolder } from '../store/sample-runs.ts'
import { runCli } from './run-cli.ts'

function withRuns() {
  const folder = temporaryFolder()
  const database = join(folder, 'runs.sqlite')
  const store = createStore(openDatabase(database))
  const { configHash } = storeGroup(
    store,
    store.processes.register(process.pid, createdAt),
    [1, 2, 3],
  )
  store.close()
  const figure = (out: string, ...args: string[]) =>
    runCli(['figure', '--database', database, '--out', join(folder, out), ...args])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { configHash, figure, read }
}

describe('figure', () => {
  it('draws runs and writes what it draws as a table', async () => {
    const { configHash, figure, read } = withRuns()
    expect((await figure('runs.svg', '--run', '1..2', '--log-x')).exitCode).toBe(0)
    expect(read('runs.svg')).toContain(`runs 1–2 (seeds 1–2; configuration ${configHash})`)
    await figure('runs.csv', '--run', '1', '--x', 'episodes')
    const rows = read('runs.csv').trimEnd().split('\r\n')
    expect(rows).toHaveLength(101)
    expect(rows.at(-1)).toBe('#1,100,49.5,99,99,99,1')
  })

  it('draws groups with their bands', async () => {
    const { configHash, figure, read } = withRuns()
    const { stdout } = await figure('groups.svg', '--groups', configHash)
    expect(stdout).toMatch(/groups\.svg\n$/)
    expect(read('groups.svg')).toContain('A: runs 1–3 (seeds 1–3;')
    expect(read('groups.svg')).toContain('95 % bootstrap band')
  })

  it('draws the distributions of one run, and writes them as a table', async () => {
    const { configHash, figure, read } = withRuns()
    const returns = ['--distribution', 'episodeReturn', '--x', 'episodes']
    await figure('returns.svg', '--run', '2', ...returns)
    expect(read('returns.svg')).toContain(`run 2 (seed 2; configuration ${configHash})`)
    await figure('returns.csv', '--run', '2', ...returns)
    expect(read('returns.csv')).toMatch(/^episodes_from,episodes_to,from,to,share\r\n0,8,/)

    const none = await figure('a.svg', '--run', '1', '--distribution', 'advantage')
    expect(none.stderr).toBe('Run 1 has no histogram of this quantity\n')
    const several = await figure('a.svg', '--run', '1', '2', '--policy')
    expect(several.stderr).toBe('figure needs one --run and either --distribution or --policy\n')
    const policy = await figure('a.svg', '--run', '1', '--policy')
    expect(policy.stderr).toMatch(/has no policy to watch/)
  })

  it('refuses what it cannot draw in one sentence', async () => {
    const { figure } = withRuns()
    expect((await figure('a.svg')).stderr).toBe('figure needs either --run or --groups\n')
    expect((await figure('a.png', '--run', '1')).stderr).toMatch(/must end in \.svg or \.csv\n$/)
    const logarithm = await figure('a.svg', '--run', '1', '--log-y')
    expect(logarithm.stderr).toBe('--log-y: Episode return is not above 0 everywhere\n')
    expect(logarithm.exitCode).toBe(2)
    for (const flag of ['--log-y', '--log-x']) {
      const empty = await figure('a.svg', '--run', '1', '--metric', 'explainedVariance', flag)
      expect(empty.stderr).toBe(
        `${flag}: Explained variance has no values here for a logarithmic axis; leave the flag out\n`,
      )
      expect(empty.exitCode).toBe(2)
    }
  })

  it('replaces a file only with --force', async () => {
    const { figure } = withRuns()
    await figure('a.svg', '--run', '1')
    const again = await figure('a.svg', '--run', '1')
    expect(again.stderr).toMatch(/a\.svg exists already; use --force to replace it\n$/)
    expect((await figure('a.svg', '--run', '1', '--force')).exitCode).toBe(0)
  })
})
