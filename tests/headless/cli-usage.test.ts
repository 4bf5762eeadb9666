import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { runCli, shortTraining } from './run-cli.ts'

const words = (line: string) => line.split(' ').filter(Boolean)

describe('wrong usage', () => {
  it.concurrent.each([
    ['', /^Name a command/],
    ['dance', /unknown command 'dance'/],
    ['train', /--preset NAME \(cartpole-reinforce, .*moving-particle.*\) or --config FILE/],
    ['train --preset nope', /--preset is nope; allowed: cartpole-reinforce, /],
    ['train --preset moving-particle --config x', /not both/],
    ['train --config /no/such/file', /--config \/no\/such\/file cannot be read \(ENOENT\)/],
    ['train --config -', /--config stdin is not valid JSON/],
    [
      'train --preset moving-particle --seed 1',
      /unknown option '--seed' \(Did you mean --seeds\?\)/,
    ],
    ['train --preset moving-particle --seeds 5..1', /--seeds is "5\.\.1"/],
    ['train --preset moving-particle --seeds 4294967296', /seed is 4294967296; must be at most/],
    ['train --preset moving-particle --workers 0', /'0' is invalid.*from 1 to 256/],
    ['train --preset moving-particle --set x.y=1', /--set x\.y: there is no such field/],
    ['train --preset moving-particle --set estimator.gamma=2', /estimator\.gamma is 2; must be/],
    [
      'train --preset moving-particle --set policy.hiddenSizes=[65536,65536]',
      /network of 4,295,753,736 parameters/,
    ],
    ['compare', /required option '--groups <group\.\.\.>' not specified/],
    ['compare --groups fast', /--groups is "fast"; a group is a configuration hash of 16/],
    ['compare --groups 5..1', /--groups is "5\.\.1"; a range goes upwards/],
    ['compare --groups 1 --metric loss', /Allowed choices are meanReturnLast100,/],
    [
      'gradient-check --preset cartpole-reinforce',
      /environment\.id CartPole-v1 has a continuous state of 4 numbers, which cannot be enumerated for exact values; use /,
    ],
    [
      'gradient-check --preset moving-particle --parameters [0',
      /--parameters is \[0; it must be JSON/,
    ],
    [
      'gradient-check --preset moving-particle --trajectories 3',
      /trajectories is 3; must be at least 100/,
    ],
    [
      'gradient-check --preset moving-particle --seed x',
      /option '--seed <n>' argument 'x' is invalid\. It must be a number\./,
    ],
    ['evaluate 1 --episodes many', /argument 'many' is invalid\. It must be a number\./],
    ['benchmark --only chess', /--only is chess; allowed: cartpole-ppo, acrobot, /],
    ['benchmark --json --markdown', /cannot be used with option/],
    ['runs show first', /'first' is invalid/],
    ['export --run 1 --format xml --out x', /Allowed choices are csv, json/],
    [
      'environment-step --environment Pong --initial-state [0] --actions []',
      /environment is "Pong"/,
    ],
    ['environment-step --environment CartPole-v1 --initial-state 0, --actions []', /must be JSON/],
  ])('of "%s" is one sentence and exit code 2', async (line, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(words(line))
    expect(stderr).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })

  it('stores nothing, not even a database', async () => {
    const database = join(temporaryFolder(), 'new.sqlite')
    const config = JSON.stringify({ ...shortTraining, batch: { episodes: 0 } })
    const { exitCode } = await runCli(['train', '--config', '-', '--database', database], config)
    expect(exitCode).toBe(2)
    expect(existsSync(database)).toBe(false)
  })
})

describe('a failure', () => {
  it('of a database that is none is one sentence, exit code 1, and leaves the file alone', async () => {
    const database = join(temporaryFolder(), 'thesis.txt')
    writeFileSync(database, 'Chapter 1')
    const { exitCode, stderr } = await runCli(['runs', 'list', '--database', database])
    expect(stderr).toMatch(/not a SQLite database.*\n$/)
    expect(stderr).toContain(database)
    expect(exitCode).toBe(1)
    expect(readFileSync(database, 'utf8')).toBe('Chapter 1')
  })

  it('of a database that is a folder names it', async () => {
    const database = join(temporaryFolder(), 'folder')
    mkdirSync(database)
    const { exitCode, stderr } = await runCli(['doctor', '--database', database])
    expect(stderr).toContain(`The database ${database} is a folder`)
    expect(exitCode).toBe(1)
  })

  it('to find a database makes none', async () => {
    const database = join(temporaryFolder(), 'misspelt.sqlite')
    const { exitCode, stderr } = await runCli(['runs', 'list', '--database', database])
    expect(stderr).toBe(`There is no database ${database}\n`)
    expect(exitCode).toBe(1)
    expect(existsSync(database)).toBe(false)
  })
})

describe('the catalogues', () => {
  it('print as text and as JSON', async () => {
    const [text, json] = await Promise.all([runCli(['presets']), runCli(['presets', '--json'])])
    expect(text.stdout).toMatch(/^name +summary\ncartpole-reinforce +Reward-to-go/)
    const { presets: found } = JSON.parse(json.stdout) as {
      presets: { name: string; config: unknown }[]
    }
    expect(found.map(({ name }) => name)).toEqual(Object.keys(presets))
    expect(found[0]!.config).toEqual(presets['cartpole-reinforce']!.config)
  })

  it('know every environment and format', async () => {
    const [environments, formats] = await Promise.all([
      runCli(['environments', '--json']),
      runCli(['formats', '--json']),
    ])
    const ids = JSON.parse(environments.stdout).environments.map(({ id }: { id: string }) => id)
    expect(ids).toContain('CartPole-v1')
    expect(JSON.parse(formats.stdout).formats).toMatchObject([
      { name: 'csv' },
      { name: 'json' },
      { name: 'run-file' },
    ])
  })

  it('are no place for a help text on stderr: --help goes to stdout', async () => {
    const { exitCode, stdout, stderr } = await runCli(['train', '--help'])
    expect(stdout).toContain('--set <path=value>')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })
})
