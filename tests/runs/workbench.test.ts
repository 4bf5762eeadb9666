import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Backend } from '#main/backend-contract.ts'
import { createBackend } from '#main/backend.ts'
import { serveClient } from '#main/carrier.ts'
import { createRememberedPlaces, lastDatabasePath } from '#main/places.ts'
import { openWorkbench } from '#main/workbench.ts'
import type { Events } from '#shared/api.ts'
import { presets } from '#shared/presets.ts'
import { createClient } from '#shared/rpc.ts'
import { isActive } from '#shared/run.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import '../type-stripper.ts'

const { config } = presets['cartpole-reinforce']!
const short = { ...config, budget: { episodes: 16, stopWhenSolved: false } }
const long = { ...config, budget: { episodes: 10_000_000, stopWhenSolved: false } }

/** `change` may put other handlers into a backend. */
async function open(change = (backend: Backend) => backend) {
  const folder = temporaryFolder()
  const placesFile = join(folder, 'places.json')
  const workbench = await openWorkbench({
    databasePath: join(folder, 'first.sqlite'),
    openBackend: (databasePath) =>
      change(
        createBackend({
          databasePath,
          workers: 1,
          report: (error) => {
            throw error
          },
        }),
      ),
    places: createRememberedPlaces(placesFile),
    report: (error) => {
      throw error
    },
  })
  onTestFinished(() => workbench.close())
  let toClient: (message: unknown) => void = () => undefined
  let toBackend: (message: unknown) => void = () => undefined
  serveClient(
    workbench,
    {
      send: (message) => toClient(structuredClone(message)),
      onMessage: (listener) => void (toBackend = listener),
    },
    (error) => {
      throw error
    },
  )
  const client = createClient({
    send: (message) => toBackend(structuredClone(message)),
    onMessage: (listener) => void (toClient = listener),
  })
  const changes: Events['database.changed'][] = []
  client.on('database.changed', (change) => changes.push(change))
  const train = async () => {
    const run = await client.call('runs.start', short)
    await expect
      .poll(async () => isActive((await client.call('runs.get', { runId: run.id })).status), {
        timeout: 20_000,
      })
      .toBe(false)
    return client.call('runs.get', { runId: run.id })
  }
  const runCount = async () => (await client.call('runs.list', undefined)).length
  return {
    folder,
    placesFile,
    client,
    changes,
    train,
    runCount,
    at: (name: string) => join(folder, name),
  }
}

describe('the database of a window', () => {
  it('gives way to another, whose runs clients then see, and comes back with its own', async () => {
    const { client, changes, train, runCount, at, placesFile } = await open()
    await train()
    const created = await client.call('database.create', { path: at('sub/second.sqlite') })
    expect(created).toMatchObject({
      databasePath: at('sub/second.sqlite'),
      recentDatabases: [at('sub/second.sqlite'), at('first.sqlite')],
      hasDialogs: false,
      exportFolder: null,
    })
    expect(changes).toEqual([{ databasePath: at('sub/second.sqlite') }])
    expect(await runCount()).toBe(0)
    // Events of the new one arrive over the old connection.
    await train()

    await client.call('database.open', { path: at('first.sqlite') })
    expect(await runCount()).toBe(1)
    expect((await client.call('system.info', undefined)).databasePath).toBe(at('first.sqlite'))
    expect(lastDatabasePath(placesFile)).toBe(at('first.sqlite'))
  })

  it('stays where another cannot be opened', async () => {
    const { client, changes, train, runCount, at } = await open()
    await train()
    writeFileSync(
      at('letter.txt'),
      'Dear Sir, this is no database but a letter of some length. '.repeat(9),
    )
    const ask = (method: 'database.open' | 'database.create', path: string) =>
      client.call(method, { path })
    await expect(ask('database.open', at('none.sqlite'))).rejects.toThrow('There is no database')
    await expect(ask('database.open', 'first.sqlite')).rejects.toThrow('root of the disk')
    await expect(ask('database.open', at('letter.txt'))).rejects.toThrow('not a SQLite database')
    await expect(ask('database.create', at('letter.txt'))).rejects.toThrow('is there already')
    symlinkSync(at('first.sqlite'), at('link.sqlite'))
    await expect(ask('database.open', at('link.sqlite'))).rejects.toThrow('already open')
    expect(changes).toEqual([])
    expect(await runCount()).toBe(1)
    expect(readFileSync(at('letter.txt'), 'utf8')).toMatch(/^Dear Sir/)
  })

  it('does not go while runs train, unless they may be interrupted', async () => {
    const { client, at } = await open()
    const { id } = await client.call('runs.start', long)
    const request = { path: at('second.sqlite') }
    await expect(client.call('database.create', request)).rejects.toThrow('1 run of this database')
    expect(existsSync(at('second.sqlite'))).toBe(false)

    await client.call('database.create', { ...request, interruptsRuns: true })
    await client.call('database.open', { path: at('first.sqlite') })
    const run = await client.call('runs.get', { runId: id })
    expect(run.config).toEqual(long)
  })

  it('moves with all it holds, and leaves nothing behind', async () => {
    const { client, changes, train, runCount, at, placesFile } = await open()
    const run = await train()
    const places = await client.call('database.move', { path: at('elsewhere/moved.sqlite') })
    expect(places.recentDatabases).toEqual([at('elsewhere/moved.sqlite')])
    expect(changes).toHaveLength(1)
    for (const name of ['first.sqlite', 'first.sqlite-wal', 'first.sqlite-shm']) {
      expect(existsSync(at(name)), name).toBe(false)
    }
    expect(await client.call('runs.get', { runId: run.id })).toEqual(run)
    expect(lastDatabasePath(placesFile)).toBe(at('elsewhere/moved.sqlite'))
    await train()
    expect(await runCount()).toBe(2)
  })

  it('is open again where it was when it cannot be moved', async () => {
    const { client, train, runCount, at } = await open()
    await train()
    mkdirSync(at('full'))
    writeFileSync(at('full/file'), '')
    await expect(
      client.call('database.move', { path: at('full/file/moved.sqlite') }),
    ).rejects.toThrow('cannot be written')
    await expect(client.call('database.move', { path: at('full/file') })).rejects.toThrow(
      'is there already',
    )
    expect(await runCount()).toBe(1)
    await train()
  })

  it('does not move under another program', async () => {
    const { client, at, train } = await open()
    await train()
    const other = createBackend({ databasePath: at('first.sqlite'), report: () => undefined })
    const moving = client.call('database.move', { path: at('moved.sqlite') })
    await expect(moving).rejects.toThrow('Another program uses')
    await other.close()
  })

  it('answers calls while another one is being opened', async () => {
    const { client, train, runCount, at } = await open()
    await client.call('database.create', { path: at('second.sqlite') })
    const run = await train()
    const answered: string[] = []
    const opening = client
      .call('database.open', { path: at('first.sqlite') })
      .then(() => answered.push('opened'))
    expect(await client.call('runs.get', { runId: run.id })).toEqual(run)
    answered.push('run')
    await opening
    expect(answered).toEqual(['run', 'opened'])
    expect(await runCount()).toBe(0)
  })

  it('stays while a run that was started meanwhile trains', async () => {
    const { client, runCount, at } = await open()
    await client.call('database.create', { path: at('second.sqlite') })
    const opening = client.call('database.open', { path: at('first.sqlite') })
    await client.call('runs.start', long)
    await expect(opening).rejects.toMatchObject({ code: 'conflict' })
    expect(await runCount()).toBe(1)
  })

  it('that was closed before a call was over refuses that call in a sentence', async () => {
    const { client, at } = await open((backend) => {
      const closed = Promise.withResolvers<void>()
      const slow = async () => {
        await closed.promise
        return backend.handlers['queue.get'](undefined)
      }
      return {
        ...backend,
        handlers: { ...backend.handlers, 'queue.get': slow },
        close: () => backend.close().finally(closed.resolve),
      }
    })
    const asked = client.call('queue.get', undefined)
    await client.call('database.create', { path: at('second.sqlite') })
    await expect(asked).rejects.toMatchObject({
      code: 'conflict',
      message: 'The database was closed before this call was over; try again',
    })
  })

  it('lets calls that come while it moves wait for it', async () => {
    const { client, train, runCount, at } = await open()
    await train()
    const moving = client.call('database.move', { path: at('moved.sqlite') })
    expect(await runCount()).toBe(1)
    await moving
  })

  it.each(['database.open', 'database.create', 'database.move'] as const)(
    'refuses %s while it moves',
    async (method) => {
      const { client, runCount, at } = await open()
      writeFileSync(at('another.sqlite'), '')
      const moving = client.call('database.move', { path: at('moved.sqlite') })
      const path = at(method === 'database.open' ? 'another.sqlite' : 'new.sqlite')
      await expect(client.call(method, { path })).rejects.toMatchObject({ code: 'conflict' })
      await moving
      expect(await runCount()).toBe(0)
    },
  )
})

it.each(['a\0b', 'x'.repeat(300), 'ü'.repeat(130), 'abc/'.repeat(1010)])(
  'a name that no file system takes (%#) is refused with a sentence',
  async (name) => {
    const { client, at } = await open()
    for (const method of [
      'places.setExportFolder',
      'database.open',
      'database.create',
      'database.move',
    ] as const) {
      await expect(client.call(method, { path: at(name) })).rejects.toMatchObject({
        code: 'invalid-params',
      })
    }
  },
)
