import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { runCli, spawnCli } from '../headless/run-cli.ts'
import { brief } from '../runs/test-backend.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { findElectron, openDisplay, openElectronWindow } from './electron-window.ts'
import { isFull } from './size.ts'
import { readRuns } from './stored-rows.ts'

const electron = findElectron()
if (typeof electron === 'string') process.stdout.write(`electron: skipped, since ${electron}\n`)

/** A home for a program of either maker, which may belong to another user: root's Electron steps down. */
function newHome() {
  const home = temporaryFolder()
  const folder = join(home, 'reinforce-workbench')
  mkdirSync(folder)
  const share = () => {
    for (const each of [home, folder]) chmodSync(each, 0o777)
    for (const name of readdirSync(folder)) {
      if (name.startsWith('workbench.sqlite')) chmodSync(join(folder, name), 0o666)
    }
  }
  share()
  return { home, share, databasePath: join(folder, 'workbench.sqlite') }
}

/** About seven seconds of training; a state is saved after three. */
const long = brief(7000, {
  seed: 1,
  policy: { kind: 'mlp', hiddenSizes: [32] },
  optimizer: { kind: 'adam' },
})

/** Waits until a run that trains could go on from a saved state. */
async function untilSaved(databasePath: string): Promise<void> {
  const sign = () => {
    if (!existsSync(databasePath)) return null
    const db = new Database(databasePath, { readonly: true })
    try {
      return db.prepare('SELECT status FROM training_states, runs').pluck().get() ?? null
    } catch {
      return null // The program makes the database just now.
    } finally {
      db.close()
    }
  }
  await expect.poll(sign, { timeout: 60_000, interval: 50 }).toBe('running')
}

/** How many updates a run already had whenever it began to train. */
function beganAt(databasePath: string): number[] {
  const db = new Database(databasePath, { readonly: true })
  const began = `SELECT updates FROM run_events WHERE kind = 'running' ORDER BY id`
  const found = db.prepare<[], number>(began).pluck().all()
  db.close()
  return found
}

const hashes = (databasePath: string) =>
  readRuns(databasePath).map(({ status, metricsHash }) => [status, metricsHash])

async function trainOnCommandLine(databasePath: string, config: object): Promise<string> {
  const flags = ['--config', '-', '--database', databasePath, '--json']
  const { exitCode, stdout, stderr } = await runCli(['train', ...flags], JSON.stringify(config))
  expect([exitCode, stderr]).toEqual([0, ''])
  return (JSON.parse(stdout) as { runs: [{ metricsHash: string }] }).runs[0].metricsHash
}

describe.skipIf(typeof electron === 'string')('a real Electron', () => {
  if (typeof electron === 'string') return

  it('and the command line go on with each other’s killed runs, to the end of an undisturbed one', async () => {
    const display = await openDisplay()
    const [ofWindow, ofCommand] = [newHome(), newHome()]
    const undisturbed = trainOnCommandLine(join(temporaryFolder(), 'undisturbed.sqlite'), long)

    const fromWindow = async ({ home, databasePath }: typeof ofWindow) => {
      const window = await openElectronWindow(electron, home, display)
      await window.call('runs.start', long)
      await untilSaved(databasePath)
      await window.kill()
      expect(hashes(databasePath)).toEqual([['running', null]])
      const flags = ['--database', databasePath, '--quiet']
      expect(await runCli(['runs', 'continue', '1', ...flags])).toMatchObject({ exitCode: 0 })
    }
    const fromCommand = async ({ home, share, databasePath }: typeof ofCommand) => {
      const child = spawnCli(['train', '--config', '-', '--quiet', '--database', databasePath])
      child.stdin.end(JSON.stringify(long))
      await untilSaved(databasePath)
      child.kill('SIGKILL')
      await once(child, 'close')
      expect(hashes(databasePath)).toEqual([['running', null]])
      share()
      const window = await openElectronWindow(electron, home, display)
      await window.call('runs.continue', { runIds: [1] })
      const status = () => readRuns(databasePath)[0]!.status
      await expect.poll(status, { timeout: 60_000, interval: 50 }).toBe('completed')
      await window.close()
    }
    await Promise.all([fromWindow(ofWindow), fromCommand(ofCommand)])

    const wanted = [['completed', await undisturbed]]
    for (const { databasePath } of [ofWindow, ofCommand]) {
      expect(hashes(databasePath)).toEqual(wanted)
      // It did not start again from nothing.
      const later: unknown = expect.toSatisfy((updates: number) => updates > 0)
      expect(beganAt(databasePath)).toEqual([0, later])
    }
  })

  it('stores the hashes of the command line for the presets', async () => {
    const { home, databasePath } = newHome()
    const names = isFull ? Object.keys(presets) : ['cartpole-reinforce', 'pendulum']
    const budget = { environmentSteps: isFull ? 20_000 : 8000, stopWhenSolved: false }
    const configs = names.flatMap((name) =>
      (isFull ? [1, 2, 3] : [1]).map((seed) =>
        parseRunConfig({ ...presets[name]!.config, seed, budget }),
      ),
    )
    const window = await openElectronWindow(electron, home, await openDisplay())
    for (const config of configs) await window.call('runs.start', config)
    const other = join(temporaryFolder(), 'command.sqlite')
    for (const config of configs) await trainOnCommandLine(other, config)
    await expect
      .poll(() => hashes(databasePath), { timeout: 600_000, interval: 200 })
      .toEqual(hashes(other))
    await window.close()
  }, 1_800_000)
})
