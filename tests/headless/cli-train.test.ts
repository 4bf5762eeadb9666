import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultDatabasePath } from '#main/data-directory.ts'
import type { EngineInfo } from '#shared/api.ts'
import { engineNames } from '#shared/config/engine.ts'
import { changeDatabase } from '../store/change-database.ts'
import { openStore, temporaryFolder } from '../store/sample-runs.ts'
import { runCli, shortTraining, spawnCli } from './run-cli.ts'

const longTraining = {
  ...shortTraining,
  budget: { environmentSteps: 1_000_000_000, stopWhenSolved: false },
}

const trainShort = async (database: string, ...flags: string[]) => {
  const args = ['train', '--config', '-', '--database', database, ...flags]
  return runCli(args, JSON.stringify(shortTraining))
}
const newDatabase = () => join(temporaryFolder(), 'runs.sqlite')

describe('train --json', () => {
  it('prints one object with a result per seed, and the same hashes again', async () => {
    const database = newDatabase()
    const first = await trainShort(database, '--seeds', '1..3', '--json')
    const again = await trainShort(database, '--seeds', '1..3', '--json', '--workers', '2')
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })

    const { runs } = JSON.parse(first.stdout)
    expect(Object.keys(runs[0])).toEqual([
      'id',
      'seed',
      'configHash',
      'status',
      'episodes',
      'environmentSteps',
      'updates',
      'wallTimeMs',
      'stepsPerSecond',
      'meanReturnLast100',
      'standardErrorLast100',
      'lastReturn',
      'meanReturnLast10',
      'meanReturnLast1000',
      'bestMeanReturn100',
      'areaUnderCurve',
      'successRateLast100',
      'solvedAt',
      'metricsHash',
    ])
    expect(runs).toMatchObject([1, 2, 3].map((seed) => ({ seed, status: 'completed', updates: 3 })))
    const hashes = (stdout: string) =>
      JSON.parse(stdout).runs.map(({ metricsHash }: { metricsHash: string }) => metricsHash)
    expect(hashes(again.stdout)).toEqual(hashes(first.stdout))
    expect(new Set(hashes(first.stdout)).size).toBe(3)
  })

  it('trains what --preset and --set say', async () => {
    const set = ['budget.updates=2', 'batch.episodes=3', 'policy.kind=softmax-linear']
    const flags = [
      '--preset',
      'cartpole-reinforce',
      ...set.flatMap((setting) => ['--set', setting]),
    ]
    const { stdout } = await runCli(['train', ...flags, '--json', '--database', newDatabase()])
    expect(JSON.parse(stdout).runs).toMatchObject([{ seed: 1, updates: 2, episodes: 6 }])
  })

  it('reads a file and says nothing with --quiet', async () => {
    const file = join(temporaryFolder(), 'config.json')
    writeFileSync(file, JSON.stringify(shortTraining))
    const args = ['train', '--config', file, '--quiet', '--database', newDatabase()]
    expect(await runCli(args)).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  it('prints a run that diverges and ends with exit code 1 and its reason', async () => {
    const flags = ['--preset', 'cartpole-reinforce', '--set', 'optimizer.kind=sgd']
    const steep = ['--set', 'optimizer.learningRate=1e300']
    const args = ['train', ...flags, ...steep, '--json', '--database', newDatabase()]
    const { exitCode, stdout, stderr } = await runCli(args)
    expect(JSON.parse(stdout).runs).toMatchObject([{ status: 'diverged' }])
    expect(stderr).toMatch(/^Run 1 \(seed 1\) diverged: .+\n$/)
    expect(exitCode).toBe(1)
  })
})

describe('Ctrl-C', () => {
  async function trainUntilRunning(database: string) {
    const flags = ['--seeds', '1..3', '--workers', '1', '--json', '--database', database]
    const child = spawnCli(['train', '--config', '-', ...flags])
    child.stdin.end(JSON.stringify(longTraining))
    const store = openStore(database)
    await expect
      .poll(() => store.runs.list().filter(({ progress }) => progress.episodes > 0), {
        timeout: 20_000,
      })
      .toHaveLength(1)
    return { child, store }
  }

  it('stops the runs, keeps what they learned and prints them', async () => {
    const { child, store } = await trainUntilRunning(newDatabase())
    const ended = once(child, 'close')
    child.kill('SIGINT')
    const { runs } = JSON.parse(await text(child.stdout))
    expect(await ended).toEqual([0, null])
    expect(runs.map(({ status }: { status: string }) => status)).toEqual(Array(3).fill('stopped'))
    expect(runs[0].episodes).toBeGreaterThan(0)
    expect(store.episodes.count(1)).toBe(runs[0].episodes)
    expect(store.checkpoints.get(1)).not.toBeNull()
  })
})

describe('stored runs', () => {
  let database: string
  const cli = async (...args: string[]) => runCli([...args, '--database', database])

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'workbench-test-'))
    database = join(folder, 'runs.sqlite')
    await trainShort(database, '--seeds', '1..4')
    return () => rmSync(folder, { recursive: true, force: true })
  })

  it('are listed and shown', async () => {
    const list = await cli('runs', 'list', '--json')
    const ids = JSON.parse(list.stdout).runs.map(({ id }: { id: number }) => id)
    expect(ids).toEqual([4, 3, 2, 1])
    const shown = JSON.parse((await cli('runs', 'show', '2', '--json')).stdout)
    expect(shown).toMatchObject({ id: 2, status: 'completed', config: { seed: 2 } })
    expect((await cli('runs', 'show', '2')).stdout).toContain(shown.metricsHash)
  })

  it('are listed and exported by a filter', async () => {
    const list = await cli('runs', 'list', '--filter', 'seed 2..3 and is completed', '--json')
    expect(JSON.parse(list.stdout).runs.map(({ id }: { id: number }) => id)).toEqual([3, 2])
    const wrong = await cli('runs', 'list', '--filter', 'gama = 1')
    expect(wrong).toMatchObject({
      exitCode: 2,
      stderr: 'There is no field “gama”; names like it: gamma (filter, character 1)\n',
    })
    const out = join(temporaryFolder(), 'runs.json')
    const args = ['--format', 'json', '--out', out]
    expect((await cli('export', '--filter', 'seed = 2', ...args)).exitCode).toBe(0)
    expect(JSON.parse(readFileSync(out, 'utf8')).runs).toMatchObject([{ id: 2 }])
    expect((await cli('export', ...args)).stderr).toBe(
      'Say what to export by --run, --filter or --experiment\n',
    )
    expect((await cli('export', '--filter', 'seed = 9', ...args)).stderr).toBe(
      'No run is found by seed = 9\n',
    )
  })

  it('are tagged', async () => {
    const { stdout } = await cli('runs', 'tag', '1', 'thesis', 'figure 3', '--json')
    expect(JSON.parse(stdout).tags).toEqual(['figure 3', 'thesis'])
  })

  it('are marked, and protected by a lock', async () => {
    expect((await cli('runs', 'star', '2', '3')).stdout).toBe('Starred: 2, 3\n')
    expect((await cli('runs', 'lock', '2')).exitCode).toBe(0)
    expect((await cli('runs', 'note', '2', 'The best one')).stdout).toBe('Run 2: The best one\n')
    const found = await cli('runs', 'list', '--filter', 'is starred notes ~ best', '--json')
    expect(JSON.parse(found.stdout).runs).toMatchObject([
      { id: 2, isStarred: true, isLocked: true, notes: 'The best one' },
    ])
    expect(await cli('runs', 'delete', '2')).toMatchObject({
      exitCode: 1,
      stderr: 'Run 2 is locked; unlock it before deleting it\n',
    })
    await cli('runs', 'lock', '2', '--remove')
    await cli('runs', 'archive', '3')
    expect((await cli('runs', 'list')).stderr).toBe('Archived and not listed: 1; see --archived\n')
    await cli('runs', 'archive', '3', '--remove')
  })

  it('leave as files with a row per episode', async () => {
    const out = join(temporaryFolder(), 'export')
    const args = ['export', '--run', '1', '2', '--format', 'csv', '--out', out]
    expect((await cli(...args)).exitCode).toBe(0)
    const rows = readFileSync(join(out, 'episodes.csv'), 'utf8').split('\r\n').length - 2
    expect(rows).toBe(2 * 3 * 4)

    const again = await cli(...args)
    expect(again.stderr).toMatch(/episodes\.csv exists already; use --force to replace it\n$/)
    expect(again.exitCode).toBe(1)
    expect((await cli(...args, '--force')).exitCode).toBe(0)
  })

  it('are deleted all or not at all', async () => {
    const wrong = await cli('runs', 'delete', '4', '99')
    expect(wrong).toMatchObject({ exitCode: 1, stderr: 'There is no run 99\n' })
    expect((await cli('runs', 'show', '4')).exitCode).toBe(0)
    expect((await cli('runs', 'delete', '4')).stdout).toBe(
      'Deleted run 4; runs restore 4 brings it back\n',
    )
    expect((await cli('runs', 'show', '4')).exitCode).toBe(1)
    expect((await cli('runs', 'restore', '4')).exitCode).toBe(0)
    expect((await cli('runs', 'show', '4')).exitCode).toBe(0)
    await cli('runs', 'delete', '4')
    expect((await cli('runs', 'trash', '--empty')).stdout).toBe('Deleted for good: 1\n')
    expect((await cli('runs', 'restore', '4')).stderr).toBe('There is no run 4 in the trash\n')
  })

  it('do not crash on a reader who leaves early', async () => {
    const child = spawnCli(['runs', 'list', '--json', '--database', database])
    child.stdout.destroy()
    expect(await text(child.stderr)).toBe('')
    await expect.poll(() => child.exitCode).toBe(0)
  })
})

it('doctor tells versions, the engines and a sound database', async () => {
  const { exitCode, stdout } = await runCli(['doctor', '--json', '--database', newDatabase()])
  expect(exitCode).toBe(0)
  const info = JSON.parse(stdout)
  expect(info).toMatchObject({ node: process.versions.node, databaseHealth: 'ok' })
  const engines = Object.fromEntries(
    info.engines.map((engine: EngineInfo) => [engine.name, engine]),
  )
  expect(Object.keys(engines)).toEqual(engineNames)
  expect(engines.simd).toMatchObject({ isAvailable: true, backend: 'WebAssembly SIMD' })
  expect(engines.tfjs.isAvailable).toBe(true)
  expect(['tensorflow', 'wasm', 'cpu']).toContain(engines.tfjs.backend)
})

it('environment-step prints what the environment answers', async () => {
  const state = ['--initial-state', '[0,0,0.2,0]', '--actions', '[1,0,0]']
  const args = ['environment-step', '--environment', 'CartPole-v1', ...state, '--json']
  const { exitCode, stdout } = await runCli(args)
  const { observations, rewards, terminated, truncated } = JSON.parse(stdout)
  expect(observations[0]).toEqual([0, 0, Math.fround(0.2), 0])
  expect([observations.length, rewards.length, terminated.length]).toEqual([4, 3, 3])
  expect(truncated).toEqual([false, false, false])
  expect(exitCode).toBe(0)
})

it('the data folder of the platform is the default place of the database', () => {
  const folder = temporaryFolder()
  const before = process.env['XDG_DATA_HOME']
  process.env['XDG_DATA_HOME'] = folder
  const path = defaultDatabasePath()
  if (before === undefined) delete process.env['XDG_DATA_HOME']
  else process.env['XDG_DATA_HOME'] = before
  expect(path).toMatch(/reinforce-workbench.*workbench\.sqlite$/)
  if (process.platform === 'linux') expect(path.startsWith(folder)).toBe(true)
})

it('warns on stderr where new seeds join runs of an earlier arithmetic', async () => {
  const database = join(temporaryFolder(), 'runs.sqlite')
  expect(await trainShort(database, '--seeds', '1')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await trainShort(database, '--seeds', '2')).toMatchObject({ exitCode: 0, stderr: '' })
  changeDatabase(
    database,
    `UPDATE runs SET provenance_json = json_remove(provenance_json, '$.arithmetic') WHERE id = 1`,
  )
  const { exitCode, stderr } = await trainShort(database, '--seeds', '3', '--quiet')
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(
    /^1 run was trained with an earlier arithmetic version; new seeds join .*\n$/,
  )
})
