import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunConfig } from '#shared/run-config.ts'
import { inProject } from '../../scripts/project.ts'
import { startServer } from '../e2e/server.ts'
import { runCli } from '../headless/run-cli.ts'
import { brief, openBackend, sleep } from '../runs/test-backend.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { choicesOf } from './seed.ts'
import { times } from './size.ts'
import { expectNothingLost, readRuns, type Heard } from './stored-rows.ts'

/** Runs of a fraction of a second and of a few seconds: some are killed before their first saved state, some later. */
const kinds: readonly ((seed: number) => RunConfig)[] = [
  (seed) => brief(60, { seed }),
  (seed) => brief(400, { seed, optimizer: { kind: 'ppo' }, batch: { environmentSteps: 512 } }),
  (seed) =>
    brief(200, {
      seed,
      estimator: { baseline: 'value' },
      policy: { kind: 'mlp', hiddenSizes: [16] },
    }),
  (seed) => brief(1500, { seed, policy: { kind: 'softmax-linear' }, optimizer: { kind: 'adam' } }),
]

const active = (status: string) => ['queued', 'running', 'paused'].includes(status)

/** Expects that every run of the database is completed, with the hash of an undisturbed one. */
async function expectUndisturbed(databasePath: string): Promise<void> {
  const undisturbed = openBackend({ workers: 2 })
  const runs = readRuns(databasePath)
  const started: number[] = []
  for (const { configJson } of runs) {
    started.push((await undisturbed.start(JSON.parse(configJson) as RunConfig)).id)
  }
  const wanted: unknown[] = []
  for (const [i, id] of started.entries()) {
    const { metricsHash } = await undisturbed.untilEnded(id)
    wanted.push([runs[i]!.id, 'completed', metricsHash])
  }
  expect(runs.map(({ id, status, metricsHash }) => [id, status, metricsHash])).toEqual(wanted)
}

describe('SIGKILL at any moment', () => {
  const kills = times(2, 100)

  it(`costs \`serve\` no row that a client has heard of, and no bit (${kills} times)`, async () => {
    const choices = choicesOf('kills of serve')
    const databasePath = join(temporaryFolder(), 'killed.sqlite')
    let started = 0
    for (let kill = 0; kill < kills; kill++) {
      const server = await startServer({ databasePath })
      onTestFinished(() => server.end('SIGKILL'))
      const heard = new Map<number, Heard>()
      server.client.on('run.changed', ({ id, progress }) => void heard.set(id, progress))
      const unfinished = readRuns(databasePath).filter(({ status }) => status !== 'completed')
      for (let more = unfinished.length; more < 3; more++) {
        const config = kinds[started % kinds.length]!(++started)
        const { id, progress } = await server.client.call('runs.start', config)
        heard.set(id, progress)
      }
      await sleep(choices.between(0, 2500))
      await server.end('SIGKILL')
      expectNothingLost(databasePath, heard)
    }
    const last = await startServer({ databasePath })
    onTestFinished(() => last.end('SIGKILL'))
    await expect
      .poll(() => readRuns(databasePath).filter(({ status }) => status !== 'completed'), {
        timeout: 120_000,
        interval: 200,
      })
      .toEqual([])
    await expectUndisturbed(databasePath)
  }, 1_800_000)

  it(`costs \`train\`, \`sweep\` and \`runs continue\` no row that was seen, and no bit (${kills} times)`, async () => {
    const choices = choicesOf('kills of the command line')
    const databasePath = join(temporaryFolder(), 'killed.sqlite')
    const training = [
      '--preset',
      'cartpole-reinforce',
      '--set',
      'budget={"updates":250,"stopWhenSolved":false}',
    ]
    let seed = 0
    const commands = {
      train: () => ['train', ...training, '--seeds', `${++seed},${++seed}`],
      sweep: () => [
        ...['sweep', ...training, '--vary', 'optimizer.learningRate=0.001,0.003'],
        ...['--seeds', String(++seed)],
      ],
      continue: () => ['runs', 'continue', ...unfinished()],
    }
    /** A killed program leaves its runs as `queued` or `running` until the next one looks. */
    const unfinished = () =>
      readRuns(databasePath)
        .filter(({ status }) => active(status) || status === 'interrupted')
        .map(({ id }) => String(id))

    for (let kill = 0; kill < kills; kill++) {
      const kind =
        kill === 0 || unfinished().length === 0
          ? 'train'
          : unfinished().length > 4
            ? 'continue'
            : choices.oneOf(['train', 'sweep', 'continue'] as const)
      const program = inProject('src-main/headless/cli.ts')
      const flags = ['--database', databasePath, '--quiet', '--workers', '2']
      const child = spawn(process.execPath, [program, ...commands[kind](), ...flags], {
        stdio: 'ignore',
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      const ended = once(child, 'exit')
      const heard = new Map<number, Heard>()
      // Loading the program takes about a second; what comes after it is what the kills are to hit.
      const until = performance.now() + choices.between(200, 3500)
      while (performance.now() < until && child.exitCode === null) {
        if (kill > 0 || performance.now() > until - 1000) {
          for (const run of readRunsIfThere(databasePath)) heard.set(run.id, run)
        }
        await sleep(10)
      }
      child.kill('SIGKILL')
      await ended
      expectNothingLost(databasePath, heard)
    }
    const rest = unfinished()
    if (rest.length > 0) {
      const flags = ['--database', databasePath, '--quiet', '--workers', '2']
      const { exitCode, stderr } = await runCli(['runs', 'continue', ...rest, ...flags])
      expect([exitCode, stderr]).toEqual([0, ''])
    }
    await expectUndisturbed(databasePath)
  }, 1_800_000)
})

/** There is nothing to read until the first program has made the database. */
function readRunsIfThere(databasePath: string) {
  try {
    return readRuns(databasePath)
  } catch {
    return []
  }
}
