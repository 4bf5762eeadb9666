import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Run } from '#shared/run.ts'
import { openStore, range, temporaryFolder } from '../store/sample-runs.ts'
import { eventually, openBackend } from './test-backend.ts'

function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Kills it as a power cut would: no handler runs, nothing is flushed. */
async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

function expectWholeRun(path: string, runId: number, atLeast: number): void {
  const store = openStore(path)
  expect(store.check().databaseHealth).toBe('ok')
  const episodes = store.episodes.page(runId, -1, 1e6).map(({ index }) => index)
  expect(episodes.length).toBeGreaterThanOrEqual(atLeast)
  expect(episodes).toEqual(range(episodes.length))
  const { progress } = store.runs.get(runId)
  expect(progress.episodes).toBe(episodes.length)
  const updates = store.updates.page(runId, -1, 1e6).map(({ index }) => index)
  expect(updates).toEqual(range(progress.updates))
}

it('a killed workbench keeps every episode it spoke of, and the next one says what was cut off', async () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  const child = start([join(import.meta.dirname, 'train-until-killed.ts'), path])
  const acknowledged = new Map<number, number>()
  let rest = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const [runId, episodes] = line.split(' ').map(Number)
      acknowledged.set(runId!, episodes!)
    }
  })
  const least = () => Math.min(acknowledged.get(1) ?? 0, acknowledged.get(2) ?? 0)
  await eventually('both runs', least, (episodes) => episodes > 100)
  await kill(child)

  const { get, call } = openBackend({ databasePath: path })
  for (const runId of [1, 2, 3]) {
    expect(get(runId)).toMatchObject({ status: 'interrupted', metricsHash: null })
    expectWholeRun(path, runId, acknowledged.get(runId)!)
  }
  expect(get(3).progress.episodes).toBe(0)
  // What was learned can still be watched.
  expect((await call('runs.playEpisode', { runId: 1 })).update).toBeGreaterThan(0)
})

it('a killed `train` keeps every episode another program has seen', async () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  const child = start([
    join(import.meta.dirname, '../../src-main/headless/cli.ts'),
    ...['train', '--preset', 'moving-particle', '--set', 'budget.environmentSteps=1000000000'],
    ...['--database', path, '--quiet'],
  ])
  const beside = openBackend({ databasePath: path })
  const seen = () => beside.backend.handlers['runs.list'](undefined) as readonly Run[]
  await eventually('the run', seen, (runs) => runs.length === 1)
  const { progress } = await beside.untilTraining(1, 200)
  await kill(child)

  // Whoever was there already cannot know yet; whoever starts now does.
  expect(openBackend({ databasePath: path }).get(1).status).toBe('interrupted')
  expectWholeRun(path, 1, progress.episodes)
})
