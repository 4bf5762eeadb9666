import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseVariation } from '#main/headless/sweep-configurations.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { eventually } from '../runs/test-backend.ts'
import { changeDatabase } from '../store/change-database.ts'
import {
  addRun,
  createdAt,
  openStore,
  sampleConfig,
  sampleProgress,
  temporaryFolder,
} from '../store/sample-runs.ts'
import { runCli, shortTraining, spawnCli } from './run-cli.ts'

const newDatabase = () => join(temporaryFolder(), 'runs.sqlite')
const rates = { path: 'optimizer.learningRate', values: [0.001, 0.01] }
const sweep = { name: 'Rates', config: shortTraining, vary: [rates], seeds: [1, 2] }
/** Of every file but the index of the log, which holds the locks of readers. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !name.endsWith('-shm'))
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  )
const runSweep = (database: string, flags: readonly string[], file: object = sweep) =>
  runCli(['sweep', '--config', '-', '--database', database, ...flags], JSON.stringify(file))

describe('sweep', () => {
  it('trains every combination with every seed and tells how they did', async () => {
    const database = newDatabase()
    const { exitCode, stdout, stderr } = await runSweep(database, ['--json', '--workers', '2'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { experiment, fields, cells } = JSON.parse(stdout)
    expect(fields).toEqual(['optimizer.learningRate'])
    expect(experiment).toMatchObject({
      name: 'Rates',
      summary: { runs: 4, cells: 2, statuses: { completed: 4 } },
    })
    expect(cells).toMatchObject([
      { values: [0.001], runIds: [1, 3] },
      { values: [0.01], runIds: [2, 4] },
    ])

    const list = await runCli(['experiments', 'list', '--database', database])
    expect(list.stdout).toMatch(/1 +Rates +4 +100 %/)
    const out = join(temporaryFolder(), 'experiment.json')
    const flags = ['--experiment', '1', '--format', 'json', '--out', out]
    await runCli(['export', ...flags, '--database', database])
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      experiment: { name: 'Rates' },
      runs: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
    })
  })

  it('warns on stderr where new seeds join runs of an earlier arithmetic', async () => {
    const database = newDatabase()
    expect(await runSweep(database, ['--seeds', '1'])).toMatchObject({ exitCode: 0 })
    changeDatabase(
      database,
      `UPDATE runs SET provenance_json = json_remove(provenance_json, '$.arithmetic')`,
    )
    const { exitCode, stderr } = await runSweep(database, ['--seeds', '2', '--quiet'])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(
      /^2 runs were trained with an earlier arithmetic version; new seeds join .*\n$/,
    )
  })

  it('takes the configuration of one run, with flags for the rest', async () => {
    const flags = ['--vary', 'estimator.gamma=0.9,1', '--seeds', '3..4', '--dry-run', '--json']
    const { stdout } = await runSweep(newDatabase(), flags, shortTraining)
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'Sweep over estimator.gamma',
      fields: ['estimator.gamma'],
      cells: [[0.9], [1]],
      seeds: [3, 4],
      // 4 runs of 3 updates of 4 episodes of at most 500 steps.
      estimate: { runs: 4, mostSteps: 4 * 3 * 4 * 500 },
    })
  })

  it('makes no file and no folder when it only tells the cost', async () => {
    const folder = join(temporaryFolder(), 'not-there')
    const { exitCode, stdout } = await runSweep(join(folder, 'runs.sqlite'), ['--dry-run'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('2 combinations × 2 seeds = 4 runs')
    expect(existsSync(folder)).toBe(false)
  })

  it('tells the cost by the runs and settings that are stored, and leaves all as it was', async () => {
    const database = newDatabase()
    const store = createStore(openDatabase(database))
    store.settings.setWorkers(7)
    // Of a program that died: to open the workbench would interrupt it.
    const run = addRun(store, sampleConfig(), store.processes.register(2 ** 30, createdAt))
    const progress = { ...sampleProgress, environmentSteps: 10_000, wallTimeMs: 1000 }
    store.addBatch(run.id, { episodes: [], updates: [], progress, checkpoint: null })
    const tell = async () => {
      const files = contents(dirname(database))
      const told = await runSweep(database, ['--dry-run', '--json'], {
        ...sweep,
        config: run.config,
      })
      expect(contents(dirname(database))).toEqual(files)
      return JSON.parse(told.stdout)
    }
    const costs = { workers: 7, estimate: { isMeasured: true } }
    expect(await tell()).toMatchObject(costs)
    expect(store.runs.get(run.id).status).toBe('queued')
    store.close()
    expect(await tell()).toMatchObject(costs)
  })

  it('names a combination that cannot be trained, and stores nothing', async () => {
    const database = newDatabase()
    const flags = ['--vary', 'estimator.gamma=0.9,2']
    const refused = await runSweep(database, flags, shortTraining)
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toBe(
      '1 of 2 combinations cannot be trained. estimator.gamma 2: estimator.gamma is 2; must be at most 1\n',
    )
    expect(existsSync(database)).toBe(false)
    const kept = await runSweep(
      database,
      [...flags, '--leave-out-invalid', '--json'],
      shortTraining,
    )
    expect(JSON.parse(kept.stdout).experiment.summary.runs).toBe(1)
  })

  it('stops kindly at the first Ctrl-C, and keeps what was learned', async () => {
    const database = newDatabase()
    const config = JSON.stringify({
      ...shortTraining,
      budget: { environmentSteps: 1_000_000_000, stopWhenSolved: false },
    })
    const args = ['--config', '-', '--vary', 'estimator.gamma=0.9,1', '--seeds', '1..3']
    const child = spawnCli(['sweep', ...args, '--database', database, '--workers', '1'])
    child.stdin.end(config)
    await eventually(
      'training',
      () => (existsSync(database) ? trained(database) : 0),
      (episodes) => episodes > 0,
    )
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
    child.kill('SIGINT')
    expect(await closed).toBe(0)
    const runs = openStore(database).runs.list()
    expect(runs.map(({ status }) => status)).toEqual(new Array(6).fill('stopped'))
  })
})

function trained(database: string): number {
  try {
    return openStore(database).runs.list().at(-1)?.progress.episodes ?? 0
  } catch {
    return 0
  }
}

describe('--vary', () => {
  it('of a path that leads nowhere is refused in one sentence, as --set is', async () => {
    const args = ['sweep', '--preset', 'cartpole-reinforce', '--vary', 'gamma=0.9,1', '--dry-run']
    expect(await runCli(args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '--vary gamma: there is no such field; did you mean estimator.gamma?\n',
    })
  })

  it('is a list, JSON, or a range with its count and scale', () => {
    expect(parseVariation('a.b=1,2')).toEqual({ path: 'a.b', values: [1, 2] })
    expect(parseVariation('a.b=tanh,relu')).toEqual({ path: 'a.b', values: ['tanh', 'relu'] })
    expect(parseVariation('a.b=[[8],[8,8]]')).toEqual({ path: 'a.b', values: [[8], [8, 8]] })
    expect(parseVariation('a.b=1e-4..0.1:4:log')).toEqual({
      path: 'a.b',
      from: 1e-4,
      to: 0.1,
      count: 4,
      scale: 'logarithmic',
    })
    expect(parseVariation('a.b=-1..2.5')).toEqual({
      path: 'a.b',
      from: -1,
      to: 2.5,
      scale: 'linear',
    })
    expect(() => parseVariation('a.b')).toThrow('--vary a.b must have the form path=values')
  })
})
