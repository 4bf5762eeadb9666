import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Client } from '#shared/rpc.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { isActive, type Run } from '#shared/run.ts'
import { startServer, type Server } from '../e2e/server.ts'
import { spawnCli } from '../headless/run-cli.ts'
import { brief, endless, openBackend, sleep } from '../runs/test-backend.ts'
import { lockDatabase } from '../store/change-database.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { canMount, canTrace, inject, smallDisk, type Fault } from './faults.ts'
import { choicesOf } from './seed.ts'
import { isFull, times } from './size.ts'
import { expectNothingLost, readRuns, type Heard } from './stored-rows.ts'

const note = (text: string) => process.stdout.write(`storage faults: ${text}\n`)
if (!canTrace) note('no injected faults, since there is no program `strace` here')
if (!canMount) note('no full disk, since only root may mount one')

/** A run of one or two seconds, and one of many small rows. */
const configs: readonly RunConfig[] = [
  brief(300, { seed: 1 }),
  brief(250, {
    seed: 2,
    estimator: { baseline: 'value' },
    policy: { kind: 'mlp', hiddenSizes: [16] },
  }),
  brief(600, {
    seed: 3,
    environment: { id: 'MultiArmedBandit-v0' },
    policy: { kind: 'softmax-linear' },
  }),
]

let known: readonly (string | null)[] | null = null

async function undisturbedHashes(): Promise<readonly (string | null)[]> {
  if (known) return known
  const { start, call } = openBackend({ workers: 2 })
  const ids = await Promise.all(configs.map(async (config) => (await start(config)).id))
  known = await Promise.all(ids.map(async (id) => (await untilEnded({ call }, id)).metricsHash))
  return known
}

async function untilEnded(
  { call }: Pick<Client, 'call'>,
  runId: number,
  withinMs = 90_000,
): Promise<Run> {
  const endsAt = performance.now() + withinMs
  for (;;) {
    const run = await call('runs.get', { runId })
    if (!isActive(run.status)) return run
    if (performance.now() > endsAt) throw new Error(`Run ${runId} is still ${run.status}`)
    await sleep(50)
  }
}

/** Calls of another client every 30 ms, and how long each took to be answered. */
function bystander(client: Client, runId: number) {
  const tookMs: number[] = []
  let isOver = false
  const calls = [
    () => client.call('runs.get', { runId }),
    () => client.call('queue.get', undefined),
    () => client.call('runs.query', { filter: '', limit: 50 }),
    () =>
      client.call('runs.curve', { runId, metric: 'episodeReturn', x: 'episodes', maxPoints: 500 }),
    () => client.call('storage.state', undefined),
  ]
  const asking = (async () => {
    for (let i = 0; !isOver; i++) {
      const from = performance.now()
      await calls[i % calls.length]!()
      tookMs.push(performance.now() - from)
      await sleep(30)
    }
  })()
  return {
    async p95(): Promise<number> {
      isOver = true
      await asking
      const sorted = tookMs.toSorted((a, b) => a - b)
      const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1]!
      note(
        `${sorted.length} calls, median ${Math.round(sorted[sorted.length >> 1]!)} ms, 95 % within ${Math.round(p95)} ms`,
      )
      return p95
    },
  }
}

async function serverOn(databasePath: string, workers = 2): Promise<Server> {
  const server = await startServer({ databasePath, workers })
  onTestFinished(() => server.end('SIGKILL'))
  return server
}

/** The farthest that clients have heard each run to be. */
function listen(client: Client): Map<number, Heard> {
  const heard = new Map<number, Heard>()
  client.on('run.changed', ({ id, progress }) => heard.set(id, progress))
  return heard
}

async function stopInTime(client: Client, runId: number): Promise<void> {
  const from = performance.now()
  await client.call('runs.stop', { runId })
  const tookMs = performance.now() - from
  note(`a stop was answered after ${Math.round(tookMs)} ms`)
  expect(tookMs).toBeLessThan(500)
}

describe('runs in training', () => {
  it('come to their end by themselves once a fault is over, with the bits of undisturbed ones', async () => {
    const { between, oneOf } = choicesOf('storage faults')
    const hashes = await undisturbedHashes()
    const databasePath = join(temporaryFolder(), 'faults.sqlite')
    const { client, pid } = await serverOn(databasePath)
    const heard = listen(client)
    const faults: Record<string, () => Fault | Promise<Fault>> = {
      'a lock': () => lockDatabase(databasePath),
      ...(canTrace && {
        'ENOSPC on write': () => inject(pid, 'pwrite64:error=ENOSPC'),
        'EIO on write': () => inject(pid, 'pwrite64:error=EIO'),
        'EIO on some writes': () => inject(pid, 'pwrite64:error=EIO:when=3+5'),
        'ENOSPC on some writes': () => inject(pid, 'pwrite64:error=ENOSPC:when=2+7'),
        'EIO on fsync': () => inject(pid, 'fdatasync,fsync:error=EIO'),
        'EIO on some fsyncs': () => inject(pid, 'fdatasync,fsync:error=EIO:when=1+2'),
        'fsync of 20 ms': () => inject(pid, 'fdatasync,fsync:delay_exit=20000'),
      }),
    }
    for (let i = 0; i < times(4, 100); i++) {
      const name = oneOf(Object.keys(faults))
      const runs: Run[] = []
      for (const config of configs) runs.push(await client.call('runs.start', config))
      await sleep(between(0, 1500))
      const fault = await faults[name]!()
      await sleep(between(100, 1500))
      await fault.end()
      if ((i + 1) % 10 === 0) note(`${i + 1} faults`)
      for (const [k, { id }] of runs.entries()) {
        const { status, reason, metricsHash } = await untilEnded(client, id)
        expect([name, status, reason, metricsHash]).toEqual([name, 'completed', null, hashes[k]])
      }
    }
    expect(await client.call('storage.state', undefined)).toEqual({ heldUp: null })
    expectNothingLost(databasePath, heard)
    expect(readRuns(databasePath).every(({ status }) => status === 'completed')).toBe(true)
  }, 3_000_000)

  it.runIf(canMount)('wait on a disk that is full, and go on when there is room', async () => {
    const hashes = await undisturbedHashes()
    const { folder, resize } = smallDisk('700k')
    const databasePath = join(folder, 'full.sqlite')
    const { client } = await serverOn(databasePath, 1)
    const heard = listen(client)
    const full = Promise.withResolvers<string>()
    client.on('storage.changed', ({ heldUp }) => heldUp && full.resolve(heldUp.kind))
    const runs: Run[] = []
    for (const config of configs) runs.push(await client.call('runs.start', config))
    expect(await full.promise).toBe('full')
    expect(readRuns(databasePath).map(({ status }) => status)).not.toContain('failed')
    resize('200m')
    for (const [k, { id }] of runs.entries()) {
      expect(await untilEnded(client, id)).toMatchObject({
        status: 'completed',
        metricsHash: hashes[k],
      })
    }
    expectNothingLost(databasePath, heard)
  })

  it('of a command go on too, and it says what it waits for', async () => {
    const databasePath = join(temporaryFolder(), 'command.sqlite')
    const cli = spawnCli([
      ...['train', '--preset', 'multi-armed-bandit', '--seeds', '1..2', '--json'],
      ...['--set', 'budget={"environmentSteps":100000,"stopWhenSolved":false}'],
      ...['--database', databasePath],
    ])
    let said = ''
    let printed = ''
    cli.stderr.on('data', (data: Buffer) => (said += data.toString()))
    cli.stdout.on('data', (data: Buffer) => (printed += data.toString()))
    const exited = new Promise<number | null>((resolve) => cli.on('close', resolve))
    while (!isTraining(databasePath)) await sleep(20)
    const { end } = lockDatabase(databasePath)
    await sleep(3000)
    await end()
    expect(await exited).toBe(0)
    expect(said).toMatch(/^Another program keeps the database locked; .*\n/)
    const { runs } = JSON.parse(printed) as { runs: { status: string }[] }
    expect(runs.map(({ status }) => status)).toEqual(['completed', 'completed'])
  })
})

function isTraining(databasePath: string): boolean {
  try {
    return readRuns(databasePath).some(({ episodes }) => episodes > 0)
  } catch {
    return false
  }
}

describe('other clients are answered in time', () => {
  it(`while another program holds the lock for ${times(5, 60)} s`, async () => {
    const databasePath = join(temporaryFolder(), 'lock.sqlite')
    const server = await serverOn(databasePath)
    const { client } = server
    const [one, other] = [
      await client.call('runs.start', endless({ seed: 1 })),
      await client.call('runs.start', endless({ seed: 2 })),
    ]
    await sleep(2000)
    const { end } = lockDatabase(databasePath)
    const watching = bystander(await server.connect(), one.id)
    await sleep(times(5000, 60_000))
    await stopInTime(client, one.id)
    const from = performance.now()
    const refusal = client.call('runs.tag', { runId: other.id, tags: ['x'] })
    await expect(refusal).rejects.toMatchObject({ code: 'busy' })
    expect(performance.now() - from).toBeLessThan(1000)
    expect(await watching.p95()).toBeLessThan(200)
    await end()
    expect((await untilEnded(client, one.id)).status).toBe('stopped')
    const { progress } = await client.call('runs.get', { runId: other.id })
    await sleep(1000)
    const later = await client.call('runs.get', { runId: other.id })
    expect(later.progress.episodes).toBeGreaterThan(progress.episodes)
  })

  it.runIf(canTrace)('while every fsync takes 20 ms and four runs train', async () => {
    const databasePath = join(temporaryFolder(), 'slow.sqlite')
    const server = await serverOn(databasePath, 4)
    const { client } = server
    const ids: number[] = []
    for (let seed = 1; seed <= 4; seed++) {
      ids.push((await client.call('runs.start', endless({ seed }))).id)
    }
    await sleep(2000)
    const { end } = await inject(server.pid, 'fdatasync,fsync:delay_exit=20000')
    const watching = bystander(await server.connect(), ids[0]!)
    await sleep(times(5000, 30_000))
    expect(await watching.p95()).toBeLessThan(200)
    await stopInTime(client, ids[0]!)
    await stopInTime(client, ids[1]!)
    await end()
  })
})

if (isFull) note('the long version')
